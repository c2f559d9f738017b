import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Access } from '../../../identity';
import { TranslationInbox } from '../../translation-inbox';
import { failureOfCode } from './etranslation.codes';
import { CALLBACK_PATH, ETRANSLATION, LONGEST_ANSWER } from './etranslation.engine';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Where eTranslation delivers: one address per request, so per target language. Whatever comes is answered with 200,
 * late or a second time or for nobody; the service has no use for another answer, and would only send it again.
 * Anyone may call: the id is the proof.
 */
@Access('anyone')
@Controller(CALLBACK_PATH)
export class ETranslationCallbackController {
  constructor(private readonly inbox: TranslationInbox) {}

  @Post(':requestId')
  @HttpCode(200)
  async delivered(
    @Param('requestId', ParseUUIDPipe) requestId: string,
    @Body() body: Fields | undefined,
    @Query() query: Fields,
  ): Promise<void> {
    const text = fieldOf('translated-text', body, query);
    const isWords = text !== undefined && text.trim() !== '' && text.length <= LONGEST_ANSWER;
    await this.inbox.receive(
      ETRANSLATION,
      requestId,
      isWords ? { kind: 'done', texts: [text] } : { kind: 'failed', failure: 'bad-answer' },
    );
  }

  @Post(':requestId/error')
  @HttpCode(200)
  async failed(
    @Param('requestId', ParseUUIDPipe) requestId: string,
    @Body() body: Fields | undefined,
    @Query() query: Fields,
  ): Promise<void> {
    const code = Number(fieldOf('error-code', body, query));
    await this.inbox.receive(ETRANSLATION, requestId, { kind: 'failed', failure: failureOfCode(code) });
  }
}

/** As a form's field in the body, or in the address. */
function fieldOf(name: string, body: Fields | undefined, query: Fields): string | undefined {
  const value = body?.[name] ?? query[name];
  return typeof value === 'string' ? value : undefined;
}
