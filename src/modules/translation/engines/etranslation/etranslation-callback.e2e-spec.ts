import { randomUUID } from 'node:crypto';
import {
  startApplication,
  type TestApplication,
  BOOT_TIMEOUT_MS,
} from '../../../../../test/harness/application';
import { TextOrigin } from '../../../../common/localized-text';
import { PUBLIC_AUDIENCE, RecordKind } from '../../../../common/records';
import { RecordsService } from '../../../records';
import { type LateAnswer, TranslationInbox } from '../../translation-inbox';
import { ETranslationDouble } from '../../../../../test/doubles/translation/etranslation-double';

const SUMMARY = 'Mesto a obyvatelia spolu rozhodujú, ktorá ulica sa bude zazeleňovať ako prvá.';
const IN_DANISH = 'Byen og beboerne bestemmer sammen, hvilken gade der først bliver grøn.';

describe('call-backs of eTranslation', () => {
  const double = new ETranslationDouble();
  let running: TestApplication;

  beforeAll(async () => {
    running = await startApplication({
      TRANSLATION_ENGINES: 'etranslation',
      PUBLIC_URL: 'https://crosstown.example.org',
      ETRANSLATION_URL: await double.start(),
      ETRANSLATION_APPLICATION: ETranslationDouble.application,
      ETRANSLATION_PASSWORD: ETranslationDouble.password,
    });
  }, BOOT_TIMEOUT_MS);

  afterAll(async () => {
    await running.close();
    await double.stop();
  });

  async function summaryIn(slug: string, locale: string): Promise<unknown> {
    const { record } = await running.query<{ record: { summary: unknown } }>(
      `query ($slug: String!, $locale: Locale!) {
        record(slug: $slug) { summary(locale: $locale) { text locale origin state engine } }
      }`,
      { slug, locale },
    );
    return record.summary;
  }

  /** Publishes a practice, and returns what the service was asked for its summary in Danish. */
  async function publish(slug: string): Promise<ETranslationDouble['requests'][number]> {
    await running.change(async (manager) => {
      const records = running.app.get(RecordsService, { strict: false });
      const id = await records.create(manager, RecordKind.PRACTICE, slug, 'sk');
      const source = { locale: 'sk', origin: TextOrigin.ORIGINAL, isSource: true };
      const draft = await records.saveDraft(manager, id, {
        kind: RecordKind.PRACTICE,
        slug,
        sourceLocale: 'sk',
        audience: [PUBLIC_AUDIENCE],
        texts: [
          { ...source, field: 'title', text: 'Zelené ulice' },
          { ...source, field: 'summary', text: SUMMARY },
        ],
        concepts: {},
        cities: [],
        networks: [],
        ask: [],
        fields: { tier: 'practice-tier/snippet' },
      });
      await records.publish(manager, draft);
    });
    const before = double.requests.length;
    await running.drainJobs();
    const asked = double.requests
      .slice(before)
      .find(
        ({ textToTranslate, targetLanguages }) => textToTranslate === SUMMARY && targetLanguages[0] === 'DA',
      );
    if (!asked) throw new Error('The service was not asked for the summary in Danish');
    return asked;
  }

  it('bring the words of a published text, once, whatever is delivered after that', async () => {
    const request = await publish('green-streets-delivered');
    await expect(summaryIn('green-streets-delivered', 'da')).resolves.toMatchObject({ state: 'PENDING' });
    await expect(ETranslationDouble.deliver(request, running.url, { text: IN_DANISH })).resolves.toBe(200);
    await running.drainJobs();
    const delivered = {
      text: IN_DANISH,
      locale: 'da',
      origin: 'MACHINE',
      state: 'CURRENT',
      engine: 'etranslation',
    };
    await expect(summaryIn('green-streets-delivered', 'da')).resolves.toEqual(delivered);
    for (const answer of [{ text: 'Noget helt andet.' }, { code: -20028, message: 'too late' }]) {
      await expect(ETranslationDouble.deliver(request, running.url, answer)).resolves.toBe(200);
    }
    await running.drainJobs();
    await expect(summaryIn('green-streets-delivered', 'da')).resolves.toEqual(delivered);
  });

  it('of an error leave the original, and say so', async () => {
    const request = await publish('green-streets-failed');
    const failed = { code: -20014, message: 'Language pair not supported' };
    await expect(ETranslationDouble.deliver(request, running.url, failed)).resolves.toBe(200);
    await running.drainJobs();
    await expect(summaryIn('green-streets-failed', 'da')).resolves.toMatchObject({
      text: SUMMARY,
      locale: 'sk',
      state: 'UNAVAILABLE',
    });
  });

  describe('that are anything else', () => {
    const received: { engine: string; requestId: string; answer: LateAnswer }[] = [];

    beforeAll(() => {
      running.app.get(TranslationInbox, { strict: false }).onAnswer((engine, requestId, answer) => {
        received.push({ engine, requestId, answer });
        return Promise.resolve(false);
      });
    });

    const post = async (path: string, body: string, type = 'application/x-www-form-urlencoded') => {
      received.length = 0;
      const response = await fetch(`${running.url}/translation/etranslation/${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      return { status: response.status, body: await response.text() };
    };

    it('for a request that nobody awaits are answered all the same', async () => {
      const requestId = randomUUID();
      const { status } = await post(requestId, 'translated-text=Byen');
      expect(status).toBe(200);
      const answer = { kind: 'done', texts: ['Byen'] };
      expect(received).toEqual([{ engine: 'etranslation', requestId, answer }]);
    });

    it('may have their fields in the address', async () => {
      await post(`${randomUUID()}?translated-text=%C3%98sterbro`, '');
      expect(received[0]?.answer).toEqual({ kind: 'done', texts: ['Østerbro'] });
      await post(`${randomUUID()}/error?error-code=-20028`, '');
      expect(received[0]?.answer).toEqual({ kind: 'failed', failure: 'rate-limited' });
    });

    it.each([
      ['no words', 'request-id=1'],
      ['empty words', 'translated-text=%20'],
      ['words without end', `translated-text=${'x'.repeat(20_001)}`],
      ['two answers at once', 'translated-text=a&translated-text=b'],
    ])('with %s are no translation', async (_, body) => {
      expect((await post(randomUUID(), body)).status).toBe(200);
      expect(received[0]?.answer).toEqual({ kind: 'failed', failure: 'bad-answer' });
    });

    it('with an error that says nothing may be tried again', async () => {
      await post(`${randomUUID()}/error`, '');
      expect(received[0]?.answer).toEqual({ kind: 'failed', failure: 'unavailable' });
    });

    it('to an address that is none of ours reach nobody', async () => {
      for (const path of ['12345', '..%2fgraphql', `${randomUUID()}/errors`]) {
        const { status, body } = await post(path, 'translated-text=x');
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(body).not.toMatch(/node_modules|at .*\.ts/);
        expect(received).toEqual([]);
      }
    });

    it('larger than any answer are refused', async () => {
      expect((await post(randomUUID(), `translated-text=${'x'.repeat(2 ** 21)}`)).status).toBe(413);
      expect(received).toEqual([]);
    });
  });
});
