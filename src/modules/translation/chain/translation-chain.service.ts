import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Locale } from '../../../common/locale';
import { TranslatorError, type TranslatorFailure } from '../translator';
import { isOtherLanguage, isSurelyIn } from './answer-check';
import type { ChainOutcome, ChainRequest, Continuation } from './chain.type';
import { EngineCall } from './engine-call';
import { LANGUAGE_DETECTOR, type LanguageDetector } from './language-detector';
import { describePath, type Path, PathFinder } from './path-finder';
import { mask, type MaskedText } from './placeholders';
import { type Piece, piecesOf, sentencesOf, splitToFit } from './segmentation';
import { TranslatorRegistry } from './translator-registry';
import { hasWords, isSame, isWorthAnotherTry, judge, shown, type Unit, unitOf, VARIANTS } from './unit';

/** Longest part of a text that is sent and checked as one, in characters. */
const UNIT = 3_000;
/** Of long texts the language is told by their beginning. */
const SAMPLE = 4_000;
/** Failures that may pass, with the least time to wait before it is worth asking again, in ms. */
const PASSING: Partial<Record<TranslatorFailure, number>> = {
  'rate-limited': 10_000,
  unavailable: 30_000,
  timeout: 30_000,
  'bad-answer': 60_000,
  quota: 3_600_000,
};

/** One text of a request on its way. */
interface Item {
  text: string;
  pieces: { piece: Piece; unit: Unit | null }[];
  units: Unit[];
  outcome: ChainOutcome | null;
}

/** A unit as it is shown to an engine. */
interface View {
  unit: Unit;
  masked: MaskedText;
  parts: Piece[];
}

interface Setback {
  failure: TranslatorFailure;
  retryAfterMs: number | null;
}

/** Translates texts by the best engine that keeps what has to be kept; the next one where it did not. */
@Injectable()
export class TranslationChain {
  constructor(
    private readonly registry: TranslatorRegistry,
    private readonly finder: PathFinder,
    private readonly calls: EngineCall,
    @Inject(LANGUAGE_DETECTOR) private readonly detector: LanguageDetector,
  ) {}

  /** An outcome for each text, in order. Throws only where `signal` ends it. */
  async translate(request: ChainRequest): Promise<ChainOutcome[]> {
    const { from, to, signal } = request;
    const items: Item[] = [];
    for (const text of request.texts) items.push(await this.prepare(text, request));
    const open = (): Item[] => items.filter(({ outcome }) => outcome === null);
    const found = open().length > 0 ? await this.finder.find(from, to) : { paths: [], reason: null };
    const setbacks: Setback[] = [];
    for (const path of found.paths) {
      if (open().length === 0) break;
      if (path.some(({ translator }) => request.without?.includes(translator.name))) continue;
      signal?.throwIfAborted();
      try {
        if (path.some(({ translator }) => translator.answersLater)) await this.ask(path, open(), request);
        else await this.walk(path, open(), request);
      } catch (error) {
        if (!(error instanceof TranslatorError)) throw error;
        setbacks.push(error);
      }
      for (const item of open()) this.conclude(item, to);
    }
    return items.map(({ outcome, units }) => outcome ?? unavailable(found.reason, setbacks, units));
  }

  /** Goes on with a text of which an asynchronous engine has sent its part. */
  async resume(continuation: Continuation, answer: string, signal?: AbortSignal): Promise<ChainOutcome> {
    const { from, to, leg, text, spans } = continuation;
    const path = continuation.path.map(({ engine, ...languages }) => {
      const translator = this.registry.all().find(({ name }) => name === engine);
      return translator ? { translator, ...languages } : null;
    });
    const known = path.filter((one) => one !== null);
    if (known.length < path.length) return { kind: 'unavailable', reason: 'no-engine', retryAfterMs: null };
    const unit: Unit = { text, spans, answer: null, engine: null, rejection: null };
    const masked = mask(text, spans, 'word');
    try {
      const [words = ''] = await this.calls.along(known.slice(leg + 1), [answer], signal);
      judge(unit, words, masked, describePath(known), { from, to }, this.detector);
    } catch (error) {
      if (!(error instanceof TranslatorError)) throw error;
      return unavailable(null, [error], []);
    }
    return unit.answer === null
      ? { kind: 'unavailable', reason: 'rejected', retryAfterMs: 0 }
      : { kind: 'translated', text: unit.answer, engine: describePath(known) };
  }

  private async prepare(text: string, { from, to, protect = () => [] }: ChainRequest): Promise<Item> {
    const item: Item = { text, pieces: [], units: [], outcome: null };
    if (isSurelyIn(text.slice(0, SAMPLE), to, this.detector)) {
      item.outcome = { kind: 'kept', text, reason: 'already-in-language' };
      return item;
    }
    for (const piece of piecesOf(text)) {
      const parts = piece.kind === 'words' ? splitToFit(piece.text, from, UNIT) : [piece.text];
      for (const part of parts) {
        const unit = piece.kind === 'words' ? unitOf(part, protect) : null;
        if (unit && !hasWords(unit)) unit.answer = mask(part, unit.spans, 'word', () => true).text;
        item.pieces.push({ piece: { kind: piece.kind, text: part }, unit });
        if (unit) item.units.push(unit);
      }
      // A long text is prepared in turns, between which others are served.
      if (item.pieces.length % 8 === 7) await nextTurn();
    }
    if (item.units.every(({ answer }) => answer !== null)) {
      item.outcome = { kind: 'kept', text: joined(item), reason: 'nothing-to-translate' };
    }
    return item;
  }

  /** Sends what is left of the items along a path, shown in one way after the other until all is answered. */
  private async walk(path: Path, items: readonly Item[], { from, to, signal }: ChainRequest): Promise<void> {
    const units = items.flatMap((item) => item.units).filter(({ answer }) => answer === null);
    const label = describePath(path);
    const tried = new Map<Unit, Set<string>>();
    for (const unit of units) unit.rejection = null;
    for (const variant of VARIANTS) {
      const views: View[] = [];
      for (const [index, unit] of units.filter(isWorthAnotherTry).entries()) {
        // Of long texts there are many, and others are served between.
        if (index % 50 === 49) await nextTurn();
        const masked = shown(unit, variant);
        if (!masked) continue;
        const parts: Piece[] = variant.bySentence
          ? sentencesOf(masked.text, from)
          : [{ kind: 'words', text: masked.text }];
        const key = parts.map(({ text }) => text).join('\u0000');
        const before = tried.get(unit) ?? new Set();
        if (before.has(key)) continue;
        tried.set(unit, before.add(key));
        views.push({ unit, masked, parts });
      }
      if (views.length === 0) continue;
      const asked = views.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'words'));
      const answers = await this.calls.along(
        path,
        asked.map(({ text }) => text),
        signal,
      );
      let next = 0;
      for (const { unit, masked, parts } of views) {
        const raw = parts.map((part) => (part.kind === 'words' ? answers[next++] : part.text)).join('');
        judge(unit, raw, masked, label, { from, to }, this.detector);
        await nextTurn();
      }
    }
  }

  /** Hands each item as a whole to a path with an engine that answers later. */
  private async ask(path: Path, items: readonly Item[], request: ChainRequest): Promise<void> {
    const { from, to, protect = () => [], signal } = request;
    for (const item of items) {
      const at = path.findIndex(({ translator }) => translator.answersLater);
      const leg = path[at];
      const unit = unitOf(item.text, protect);
      const masked = mask(item.text, unit.spans, 'word');
      if (!leg || masked.text.length > leg.translator.limits.charactersPerText) continue;
      const [words = ''] = await this.calls.along(path.slice(0, at), [masked.text], signal);
      const answer = await this.calls.submit(leg, words, signal);
      if ('text' in answer) {
        const [last = ''] = await this.calls.along(path.slice(at + 1), [answer.text], signal);
        judge(unit, last, masked, describePath(path), { from, to }, this.detector);
        if (unit.answer === null) continue;
        item.outcome = { kind: 'translated', text: unit.answer, engine: describePath(path) };
        continue;
      }
      item.outcome = {
        kind: 'awaited',
        engine: leg.translator.name,
        requestId: answer.requestId,
        deadline: answer.deadline,
        continuation: {
          from,
          to,
          path: path.map((one) => ({ engine: one.translator.name, from: one.from, to: one.to })),
          leg: at,
          text: item.text,
          spans: [...unit.spans],
        },
      };
    }
  }

  /** A text all of whose parts are answered is looked at as a whole: short lines tell no language by themselves. */
  private conclude(item: Item, to: Locale): void {
    if (item.units.some(({ answer }) => answer === null)) return;
    const text = joined(item);
    const isRefused = isSame(item.text, text) || isOtherLanguage(text.slice(0, SAMPLE), to, this.detector);
    if (isRefused) {
      for (const unit of item.units.filter(hasWords)) {
        unit.answer = null;
        unit.rejection = isSame(item.text, text) ? 'unchanged' : 'other-language';
      }
      return;
    }
    const engines = item.units.map(({ engine }) => engine).filter((engine) => engine !== null);
    item.outcome = { kind: 'translated', text, engine: [...new Set(engines)].join(', ') };
  }
}

function joined(item: Item): string {
  return item.pieces.map(({ piece, unit }) => unit?.answer ?? piece.text).join('');
}

/** Why there is no translation: an engine refused, or answered what is none; the failure that may pass first decides. */
function unavailable(
  reason: string | null,
  setbacks: readonly Setback[],
  units: readonly Unit[],
): ChainOutcome {
  if (reason) return { kind: 'unavailable', reason, retryAfterMs: null };
  const passing = setbacks
    .flatMap(({ failure, retryAfterMs }) => {
      const least = PASSING[failure];
      return least === undefined ? [] : [{ failure, ms: Math.max(least, retryAfterMs ?? 0) }];
    })
    .sort((a, b) => a.ms - b.ms)[0];
  if (passing) return { kind: 'unavailable', reason: passing.failure, retryAfterMs: passing.ms };
  const rejection = units.find((unit) => unit.rejection !== null)?.rejection;
  if (rejection) return { kind: 'unavailable', reason: 'rejected', retryAfterMs: null };
  return { kind: 'unavailable', reason: setbacks[0]?.failure ?? 'no-pair', retryAfterMs: null };
}
