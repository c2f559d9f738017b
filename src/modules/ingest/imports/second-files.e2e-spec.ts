import { useApplication } from '../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';
import { RecordsService } from '../../records';

const plan = (note: string, ...actions: string[]): string =>
  `# Action plan for open government of the city of Genk 2026 – 2028\n\n${note}\n\n${actions.join('\n\n')}\n`;
const action = (number: number, title: string, problem: string): string =>
  `## ${number}. Name of commitment\n\n${title}\n\n### Start of implementation\n\nMarch 2026\n\n### Definition of the problem\n\n${problem}\n\n### Milestones\n\n- a first evening is held\n- a second evening is held`;

const FIRST = plan(
  'The plan was made by residents and the city.',
  action(
    1,
    'A repair street in every district',
    'Things that could be mended are thrown away by nearly everybody.',
  ),
  action(2, 'A council of young people', 'Young people are asked seldom and answered late by the city.'),
);
const DUTCH = `# Actieplan open bestuur van de stad Genk 2026 – 2028

Het plan is gemaakt door inwoners en de stad.

## 1. Naam van de verbintenis

Een herstelstraat in elke wijk

### Begin van de uitvoering

maart 2026

### Omschrijving van het probleem

Dingen die hersteld kunnen worden, gooit bijna iedereen weg.

### Mijlpalen

- een eerste avond vindt plaats
- een tweede avond vindt plaats

## 2. Naam van de verbintenis

Een raad van jongeren

### Begin van de uitvoering

maart 2026

### Omschrijving van het probleem

Jongeren worden zelden gevraagd en krijgen laat antwoord van de stad.

### Mijlpalen

- een eerste avond vindt plaats
- een tweede avond vindt plaats
`;
const AMENDED = plan(
  'Amended version, adopted by the council in May 2027.',
  action(
    1,
    'A repair street in every district',
    'Things that could be mended are still thrown away by many people.',
  ),
  action(2, 'An archive of neighbourhoods', 'Nobody keeps what neighbours write down, and it is lost.'),
);

interface Proposed {
  ref: string;
  kind: string;
  mode: string;
  targetId: string | null;
  draftId: string | null;
  matches: { why: string }[];
}
interface Text {
  field: string;
  locale: string;
  text: string;
  origin: string;
  is_source: boolean;
}

describe('a second file of the same plan', () => {
  const running = useApplication();
  let officer: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'genk');
  });

  async function imported(text: string, name: string): Promise<{ id: string; records: Proposed[] }> {
    const response = await fetch(
      `${running().url}/uploads?owner=genk&networks=agents-of-co-existence&filename=${name}`,
      { method: 'POST', body: text, headers: officer.headers },
    );
    const { documentId } = (await response.json()) as { documentId: string };
    const { id } = await act<{ id: string }>(
      'startImport(documentId: $id) { ... on Import { id } }',
      documentId,
    );
    await running().drainJobs();
    const { result } = await running().query<{ result: { records: Proposed[] } }>(
      'query ($id: ID!) { result: import(id: $id) { records { ref kind mode targetId draftId matches { why } } } }',
      { id },
      officer.headers,
    );
    return { id, records: result.records };
  }
  const act = async <T>(call: string, id: string): Promise<T> =>
    (await running().query<{ result: T }>(`mutation ($id: ID!) { result: ${call} }`, { id }, officer.headers))
      .result;

  /** Confirmed, and published as its reviewers would. */
  async function published(id: string): Promise<void> {
    await act('acceptImportValues(importId: $id) { __typename }', id);
    const confirmed = await act<{ state?: string; records: Proposed[]; problems?: string[] }>(
      'confirmImport(id: $id) { ... on Import { state records { ref kind draftId } } ... on ImportRefusal { problems } }',
      id,
    );
    expect(confirmed).toMatchObject({ state: 'CONFIRMED' });
    // What no network is asked for is published by its officer at once.
    const waiting: { id: string }[] = await running().dataSource.query(
      'SELECT id FROM record_draft WHERE id = ANY($1::uuid[])',
      [confirmed.records.flatMap(({ draftId }) => (draftId ? [draftId] : []))],
    );
    for (const draft of waiting) {
      await running().change(async (manager) => {
        await manager.query('DELETE FROM submission WHERE draft_id = $1', [draft.id]);
        await running().app.get(RecordsService, { strict: false }).publish(manager, draft.id);
      });
    }
    await running().drainJobs();
  }

  const plans = async (): Promise<
    { id: string; version: number; actions: { id: string; title: string }[] }[]
  > =>
    running().dataSource.query(
      `SELECT r.id, r.published_version AS version,
         (SELECT json_agg(json_build_object('id', a.id, 'title', t.text) ORDER BY a.position) FROM action a
          JOIN record o ON o.id = a.id AND o.state = 'PUBLISHED'
          JOIN record_text t ON t.record_id = a.id AND t.field = 'title' AND t.is_source WHERE a.plan_id = r.id) AS actions
       FROM record r WHERE r.kind = 'PLAN' AND r.start_date LIKE '2026%'
         AND r.owner_id = (SELECT id FROM record WHERE slug = 'genk') AND r.state = 'PUBLISHED'`,
    );
  const textsOf = (id: string): Promise<Text[]> =>
    running().dataSource.query(
      'SELECT field, locale, text, origin, is_source FROM record_text WHERE record_id = $1 ORDER BY field, locale',
      [id],
    );

  it('in another language is proposed as that, and its words stand beside the others as a person’s', async () => {
    const first = await imported(FIRST, 'plan.md');
    expect(first.records.map(({ kind, mode }) => [kind, mode])).toEqual([
      ['PLAN', 'NEW'],
      ['ACTION', 'NEW'],
      ['ACTION', 'NEW'],
    ]);
    await published(first.id);
    const [before, ...none] = await plans();
    expect(none).toEqual([]);

    const dutch = await imported(DUTCH, 'plan.nl.md');
    expect(dutch.records.map(({ kind, mode, targetId }) => [kind, mode, targetId])).toEqual([
      ['PLAN', 'LANGUAGE', before?.id],
      ['ACTION', 'LANGUAGE', before?.actions[0]?.id],
      ['ACTION', 'LANGUAGE', before?.actions[1]?.id],
    ]);
    expect(dutch.records[0]?.matches[0]?.why).toBe('same-years-and-actions');
    await published(dutch.id);
    const [after, ...more] = await plans();
    expect(more).toEqual([]);
    expect(after?.actions).toEqual(before?.actions);
    const texts = await textsOf(String(after?.actions[1]?.id));
    expect(texts.filter(({ field }) => field === 'title')).toEqual([
      {
        field: 'title',
        locale: 'en',
        text: 'A council of young people',
        origin: 'ORIGINAL',
        is_source: true,
      },
      { field: 'title', locale: 'nl', text: 'Een raad van jongeren', origin: 'HUMAN', is_source: false },
    ]);
    expect(texts.find(({ field, locale }) => field === 'problem' && locale === 'nl')).toMatchObject({
      text: 'Jongeren worden zelden gevraagd en krijgen laat antwoord van de stad.',
      origin: 'HUMAN',
    });
    // Milestones are aligned: each is there once, in two languages.
    const milestones = texts.filter(({ field }) => field.startsWith('milestones.'));
    expect(milestones.map(({ locale }) => locale)).toEqual(['en', 'nl', 'en', 'nl']);
  });

  it('that was amended is proposed as a later version, and takes the place of the one before', async () => {
    const [before] = await plans();
    const amended = await imported(AMENDED, 'plan-2.md');
    expect(amended.records[0]).toMatchObject({ kind: 'PLAN', mode: 'VERSION', targetId: before?.id });
    await published(amended.id);
    const [after, ...more] = await plans();
    expect(more).toEqual([]);
    expect(after?.id).toBe(before?.id);
    expect(Number(after?.version)).toBeGreaterThan(Number(before?.version));
    expect(after?.actions.map(({ title }) => title)).toEqual([
      'A repair street in every district',
      'An archive of neighbourhoods',
    ]);
    expect(after?.actions[0]?.id).toBe(before?.actions[0]?.id);
    const [problem] = (await textsOf(String(after?.actions[0]?.id))).filter(
      ({ field, locale }) => field === 'problem' && locale === 'en',
    );
    expect(problem?.text).toContain('still thrown away');
    // What was is kept as a version.
    const [{ count }] = await running().dataSource.query(
      `SELECT count(*)::int FROM record_version WHERE record_id = $1 AND kind = 'PUBLICATION'`,
      [after?.id],
    );
    expect(count).toBeGreaterThanOrEqual(3);
  });
});
