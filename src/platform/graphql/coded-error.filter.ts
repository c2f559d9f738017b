import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { CodedError } from '../../common/errors';

/** Expected failures are answers: they are handed on without a stack in the log. */
@Catch(CodedError)
export class CodedErrorFilter implements ExceptionFilter<CodedError> {
  catch(error: CodedError, host: ArgumentsHost): unknown {
    // What a resolver returns as an Error is thrown by the execution.
    if (host.getType<string>() === 'graphql') return error;
    const response = host.switchToHttp().getResponse<Response>();
    response
      .status(error.status)
      .json({ errors: [{ message: error.message, extensions: { code: error.code } }] });
    return undefined;
  }
}
