import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';

const logger = new Logger('HTTP');
const security = new Logger('Security');

/** Largest request body that is read as JSON. */
const BODY_LIMIT = '1mb';

const CODES: Record<string, { code: string; message: string }> = {
  'entity.too.large': { code: 'BODY_TOO_LARGE', message: 'The request is larger than 1 MB.' },
  'entity.parse.failed': { code: 'MALFORMED_JSON', message: 'The request is not well-formed JSON.' },
  'encoding.unsupported': {
    code: 'UNSUPPORTED_ENCODING',
    message: 'The encoding of the request is not supported.',
  },
  'charset.unsupported': { code: 'UNSUPPORTED_ENCODING', message: 'The character set is not supported.' },
  'request.aborted': { code: 'ABORTED', message: 'The request was cut off.' },
  'request.size.invalid': { code: 'MALFORMED_REQUEST', message: 'The length of the request is wrong.' },
};

/** Reads JSON bodies, and answers those that cannot be read in the form of every other error. */
export function useJsonEdge(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.use(asDeclared);
  app.use(express.json({ limit: BODY_LIMIT, strict: true }));
  app.use(failedBody);
}

/** No answer is taken for anything but what its type says; a page adds headers of its own. */
const asDeclared: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  next();
};

interface BodyError {
  type?: string;
  status?: number;
}

const failedBody: ErrorRequestHandler = (error: BodyError, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = (error.type && CODES[error.type]) || undefined;
  const status = error.status && error.status >= 400 && error.status < 500 ? error.status : known ? 400 : 500;
  if (status === 500) logger.error(`${request.method} failed before it was read: ${String(error)}`);
  else security.warn(`${known?.code ?? 'MALFORMED_REQUEST'}: ${request.method} refused before it was read`);
  const { code, message } = known ?? { code: 'MALFORMED_REQUEST', message: 'The request could not be read.' };
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
};
