import { Injectable } from '@nestjs/common';
import type { TranslatorFailure } from './translator';

/** What an asynchronous service says of a request that it had taken. */
export type LateAnswer =
  { kind: 'done'; texts: readonly string[] } | { kind: 'failed'; failure: TranslatorFailure };

export type LateAnswerHandler = (engine: string, requestId: string, answer: LateAnswer) => Promise<boolean>;

/**
 * Where call-backs of asynchronous engines hand in what came. Stands between the two, since engines know nothing of
 * records: the engine's controller calls `receive`, the keeper of awaited answers listens.
 */
@Injectable()
export class TranslationInbox {
  private handler: LateAnswerHandler | undefined;

  onAnswer(handler: LateAnswerHandler): void {
    this.handler = handler;
  }

  /**
   * Safe to call late, twice or in any order: only the first answer to an awaited request counts. Returns whether it
   * was kept; a call-back is answered with success either way, or the service would send it again.
   */
  async receive(engine: string, requestId: string, answer: LateAnswer): Promise<boolean> {
    return this.handler ? this.handler(engine, requestId, answer) : false;
  }
}
