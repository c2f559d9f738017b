import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { CodedError } from '../../common/errors';
import { databaseFailure, VIEWER_SOURCE, type ViewerSource } from '../../platform/graphql';
import { I18nService } from '../../platform/i18n';

/**
 * Looks up who sends a request to the API before Apollo reads it, and answers a refusal in the form of every other error.
 * (An error while Apollo makes its context becomes a 500.) Pages look for themselves, and files need nobody.
 */
export function useSignInEdge(app: INestApplication): void {
  app.use('/graphql', (request: Request, response: Response, next: NextFunction) => {
    app
      .get<ViewerSource>(VIEWER_SOURCE, { strict: false })
      .viewerOf(request)
      .then(
        () => next(),
        (error: unknown) => {
          const coded = error instanceof CodedError ? error : databaseFailure(error);
          if (!coded) return next(error);
          const i18n = app.get(I18nService, { strict: false });
          const locale = i18n.negotiate(request.headers['accept-language']);
          const message = i18n.translate(locale, coded.messageKey, coded.parameters);
          return response
            .status(coded.status)
            .json({ errors: [{ message, extensions: { code: coded.code } }] });
        },
      );
  });
}
