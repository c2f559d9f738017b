import { setImmediate as nextTurn } from 'node:timers/promises';
import { useApplication } from '../../../../test/harness/application';
import { PUBLIC_AUDIENCE } from '../../../common/records';
import { CONFIG, type Config } from '../../../platform/config';
import { I18nService } from '../../../platform/i18n';
import { readDocument } from '../../documents';
import { VocabularyService } from '../../vocabulary';
import type { PartyReference, Understanding } from './proposal';
import { CategoryMappings } from './category-mappings.service';
import { UnderstandingContextQuery } from './understanding-context.query';
import { UnderstandingService } from './understanding.service';

const PLAN = `# Akčný plán otvoreného vládnutia mesta Banská Bystrica 2027 – 2028

## Záväzok 1: Zrozumiteľné rozhodnutia

Harmonogram: od januára 2027 do júna 2028

Hlavný implementačný subjekt mimo mestského úradu: Dialogue Centre, n.o.

### Opis problému

Obyvatelia nerozumejú tomu, ako mesto rozhoduje, a nevedia, kde sa môžu zapojiť do verejného života.
`;

describe('understanding with what the site knows', () => {
  const running = useApplication();
  const service = (): UnderstandingService => {
    const { app } = running();
    return new UnderstandingService(
      app.get(I18nService, { strict: false }),
      app.get(VocabularyService, { strict: false }),
      new UnderstandingContextQuery(),
      new CategoryMappings(),
      app.get<Config>(CONFIG, { strict: false }),
    );
  };
  const understandFor = async (audiences: readonly string[]): Promise<Understanding> =>
    service().understand(
      await readDocument(Buffer.from(PLAN), 'plan.md'),
      running().dataSource.manager,
      audiences,
    );

  it('proposes the city, the organisation and the earlier plan as they stand in the database', async () => {
    const { records } = await understandFor([PUBLIC_AUDIENCE]);
    const [plan, action] = records;
    const owner = plan?.values.owner?.value as PartyReference;
    const [city] = await running().dataSource.query<{ id: string }[]>(
      `SELECT id FROM record WHERE slug = 'banska-bystrica'`,
    );
    expect(owner.matches[0]).toMatchObject({ id: city?.id, slug: 'banska-bystrica', kind: 'CITY' });
    expect(action?.parties).toMatchObject([
      {
        field: 'fields.externalLeads',
        name: 'Dialogue Centre, n.o.',
        matches: [{ slug: 'dialogue-centre' }],
      },
    ]);
    expect(plan?.matches.map(({ slug }) => slug)).toContain('banska-bystrica-open-government-plan-2024-2026');
  });

  it('names nothing that the importing person may not see', async () => {
    const { records } = await understandFor([]);
    expect(
      records.flatMap(({ matches, parties }) => [...matches, ...parties.flatMap((party) => party.matches)]),
    ).toEqual([]);
    expect(records[0]?.values.owner).toBeUndefined();
    expect(records[1]?.values['fields.externalLeads']?.value).toEqual(['Dialogue Centre, n.o.']);
  });

  it('asks no language model where none is set up', async () => {
    const understanding = await understandFor([PUBLIC_AUDIENCE]);
    expect(await service().askModel(understanding)).toBe(understanding);
  });

  it('lets others have their turn while a long text is understood, and ends when it is told to', async () => {
    const document = await readDocument(
      Buffer.from(`${PLAN}${'Mesto rozhoduje. '.repeat(20_000)}`),
      'plan.md',
    );
    const { manager } = running().dataSource;
    let turns = 0;
    let isDone = false;
    const others = (async (): Promise<void> => {
      for (; !isDone; turns += 1) await nextTurn();
    })();
    const { documentKind } = await service()
      .understand(document, manager, [PUBLIC_AUDIENCE])
      .finally(() => (isDone = true));
    await others;
    expect(documentKind.value).toBe('plan');
    expect(turns).toBeGreaterThan(100);
    const stop = new AbortController();
    const understood = service().understand(document, manager, [PUBLIC_AUDIENCE], [], stop.signal);
    stop.abort(new Error('told to'));
    await expect(understood).rejects.toThrow('told to');
  });

  it('changes nothing', async () => {
    const count = async (): Promise<unknown> =>
      running().dataSource.query(
        'SELECT (SELECT count(*) FROM record) AS records, (SELECT count(*) FROM record_draft) AS drafts',
      );
    const before = await count();
    await understandFor([PUBLIC_AUDIENCE]);
    expect(await count()).toEqual(before);
  });
});
