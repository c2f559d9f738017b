import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../../common/errors';
import { I18nService } from '../i18n';

const security = new Logger('Security');

/** Expected failures are answers: they are handed on in the reader's language, without a stack in the log. */
@Catch(CodedError)
export class CodedErrorFilter implements ExceptionFilter<CodedError> {
  constructor(private readonly i18n: I18nService) {}

  catch(error: CodedError, host: ArgumentsHost): unknown {
    // What a resolver returns as an Error is thrown by the execution.
    if (host.getType<string>() === 'graphql') return error;
    const http = host.switchToHttp();
    if (error.status === 403 || error.status === 404) {
      const { method, route } = http.getRequest<Request & { route?: { path?: string } }>();
      security.warn(`${error.code}: refused at ${method} ${route?.path ?? ''}`);
    }
    const locale = this.i18n.negotiate(http.getRequest<Request>().headers['accept-language']);
    const message = this.i18n.translate(locale, error.messageKey, error.parameters);
    http
      .getResponse<Response>()
      .status(error.status)
      .json({ errors: [{ message, extensions: { code: error.code } }] });
    return undefined;
  }
}
