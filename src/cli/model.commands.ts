import { existsSync } from 'node:fs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  ModelError,
  ModelStore,
  TRANSLATORS,
  type Translator,
  TranslatorError,
} from '../modules/translation';
import type { Commands } from './command';

export const MODEL_COMMANDS: Commands = {
  'translation models list': {
    about: 'which pairs Bergamot has models for on this machine',
    run: listModels,
  },
  'translation models add': { about: '<folder>: take models that were put there by hand', run: addModels },
  'translation check': {
    about: '<from-to>: translate a sentence by each engine that has the pair',
    run: checkPair,
  },
};

/** Nobody's data, and words that every language has. */
const SENTENCES: Readonly<Record<string, string>> = {
  en: 'The city and its residents decide together.',
  nl: 'De stad en haar bewoners beslissen samen.',
  da: 'Byen og dens beboere bestemmer sammen.',
  es: 'La ciudad y sus vecinos deciden juntos.',
  ca: 'La ciutat i els seus veïns decideixen junts.',
  pl: 'Miasto i jego mieszkańcy decydują wspólnie.',
  hu: 'A város és lakói közösen döntenek.',
  lv: 'Pilsēta un tās iedzīvotāji lemj kopā.',
  ro: 'Orașul și locuitorii săi decid împreună.',
  sk: 'Mesto a jeho obyvatelia rozhodujú spolu.',
  cs: 'Město a jeho obyvatelé rozhodují společně.',
  nb: 'Byen og innbyggerne bestemmer sammen.',
};

async function listModels(app: NestExpressApplication): Promise<number> {
  const store = app.get(ModelStore, { strict: false });
  const models = await store.list();
  let status = 0;
  for (const model of models) {
    const isIntact = await store.isIntact(model);
    if (!isIntact) status = 1;
    const bytes = model.files.reduce((sum, { size }) => sum + size, 0);
    const origin = model.origin === 'by hand' ? 'put there by hand' : 'fetched';
    const state = isIntact ? 'ready' : 'damaged: the next text has it fetched anew';
    console.log(
      `${model.from}-${model.to}  ${megabytes(bytes)} MB  ${model.architecture}, ${origin}  ${state}`,
    );
  }
  console.log(`${models.length} models in ${store.folder}`);
  return status;
}

async function addModels(app: NestExpressApplication, [folder]: readonly string[]): Promise<number> {
  if (folder === undefined) {
    console.error('Name the folder: npm run cli -- translation models add <folder>');
    return 2;
  }
  if (!existsSync(folder)) {
    console.error(`There is no folder ${folder}.`);
    return 2;
  }
  const { added, incomplete, damaged } = await app.get(ModelStore, { strict: false }).add(folder);
  for (const pair of added) console.log(`${pair}  ready`);
  for (const pair of incomplete) console.error(`${pair}  needs a model, a lex and one or two vocab files`);
  for (const pair of damaged) console.error(`${pair}  has a damaged file; it was not taken`);
  if (added.length + incomplete.length + damaged.length > 0)
    return incomplete.length + damaged.length > 0 ? 1 : 0;
  console.error(
    'No models found there. They are named like model.enes.intgemm.alphas.bin, or the same with .gz.',
  );
  return 1;
}

async function checkPair(app: NestExpressApplication, [pair = '']: readonly string[]): Promise<number> {
  const [from = '', to = ''] = pair.split('-');
  const sentence = SENTENCES[from];
  if (sentence === undefined || SENTENCES[to] === undefined) {
    console.error(
      `Name a pair of languages: npm run cli -- translation check en-es (${Object.keys(SENTENCES).join(' ')})`,
    );
    return 2;
  }
  console.log(`${from}  ${sentence}`);
  const results = [];
  for (const engine of app.get<Translator[]>(TRANSLATORS, { strict: false })) {
    results.push(await checkEngine(app, engine, { from, to, sentence }));
  }
  return results.includes(true) ? 0 : 1;
}

/** True: the engine translated. */
async function checkEngine(
  app: NestExpressApplication,
  engine: Translator,
  { from, to, sentence }: { from: string; to: string; sentence: string },
): Promise<boolean> {
  const state = await engine.pair(from, to);
  if (state.state === 'unavailable') {
    console.log(`${engine.name}: has no ${from}-${to} (${state.reason})`);
    return false;
  }
  try {
    if (state.state === 'fetchable') await fetchModel(app.get(ModelStore, { strict: false }), from, to);
    const began = performance.now();
    const answer = await engine.translate({ from, to, texts: [sentence] });
    const milliseconds = Math.round(performance.now() - began);
    if (answer.kind === 'awaited') {
      console.log(`${engine.name}: taken on, ${milliseconds} ms; the words come to the site's address`);
      return true;
    }
    console.log(`${engine.name}: ${answer.texts.join(' ')} (${milliseconds} ms)`);
    return true;
  } catch (error) {
    if (!(error instanceof TranslatorError) && !(error instanceof ModelError)) throw error;
    console.log(`${engine.name}: ${error instanceof ModelError ? error.reason : error.failure}`);
    return false;
  }
}

/** Says how far it is, as nobody should wait in front of nothing. */
async function fetchModel(store: ModelStore, from: string, to: string): Promise<void> {
  const timer = setInterval(() => {
    const progress = store.progress(`${from}-${to}`);
    if (!progress) return;
    const { done, total } = progress;
    console.log(
      `fetching the model: ${megabytes(done)}${total === null ? '' : ` of ${megabytes(total)}`} MB`,
    );
  }, 1_000);
  try {
    await store.get(from, to);
  } finally {
    clearInterval(timer);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
