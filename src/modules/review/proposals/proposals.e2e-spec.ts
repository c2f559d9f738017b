import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const NETWORK = 'agents-of-co-existence';

describe('what an expert would word otherwise', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'expert' | 'officer' | 'foreign', SignedIn>;

  beforeAll(async () => {
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      expert: await running().signIn(Role.EXPERT, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'aarhus'),
      foreign: await running().signIn(Role.EXPERT, 'part-net'),
    };
  });

  async function published(): Promise<string> {
    const content = desk.method('The old title', { networks: [await desk.idOf(NETWORK)] });
    const draft = await desk.create(people.officer.headers, 'aarhus', NETWORK, content);
    const { id } = await desk.submit(people.officer.headers, draft.id, 1);
    await desk.step(people.coordinator.headers, 'takeReview', id);
    await desk.step(people.coordinator.headers, 'approveSubmission', id);
    return draft.recordId;
  }

  interface Proposed {
    code?: string;
    texts: { id: string; field: string; state: string; before: string; pieces: unknown[] }[];
  }
  const propose = (who: SignedIn, recordId: string, texts: unknown[]): Promise<Proposed> =>
    desk.mutate(
      who.headers,
      'proposeChange(recordId: $id, texts: $texts)',
      '... on ChangeProposal { texts { id field state before pieces { kind text } } }',
      { id: { type: 'ID!', value: recordId }, texts: { type: '[ProposedTextInput!]!', value: texts } },
    ) as never;
  const answer = (who: SignedIn, textId: string, rest: string): Promise<Proposed> =>
    desk.mutate(
      who.headers,
      `answerProposal(textId: "${textId}", ${rest})`,
      '... on ChangeProposal { texts { id field state } }',
      {},
    ) as never;

  it('is taken or left by the owner, text by text, and reaches readers with the draft', async () => {
    const recordId = await published();
    const proposed = await propose(people.expert, recordId, [
      { field: 'title', locale: 'en', text: 'The new title' },
      { field: 'summary', locale: 'en', text: 'A summary, too.' },
    ]);
    expect(proposed.texts).toMatchObject([
      { field: 'title', state: 'OPEN', before: 'The old title' },
      { field: 'summary', state: 'OPEN', before: '' },
    ]);
    const [title, summary] = proposed.texts.map(({ id }) => id);
    expect(await answer(people.officer, String(summary), 'accepted: false')).toMatchObject({
      code: 'REASON_MISSING',
    });
    await answer(people.officer, String(summary), 'accepted: false, reason: "Says nothing new"');
    const taken = await answer(people.officer, String(title), 'accepted: true');
    expect(taken.texts.map(({ state }) => state)).toEqual(['ACCEPTED', 'REFUSED']);
    expect(await answer(people.officer, String(title), 'accepted: true')).toMatchObject({
      code: 'PROPOSAL_ANSWERED',
    });
    const draft = await desk.open(people.officer.headers, recordId);
    expect(draft.content['texts']).toMatchObject([
      { field: 'title', text: 'The new title', origin: 'ORIGINAL' },
    ]);
    expect(
      await running().query('query ($id: ID) { record(id: $id) { title { text } } }', { id: recordId }),
    ).toEqual({ record: { title: { text: 'The old title' } } });
  });

  it('is not taken over words that changed meanwhile, unless that is meant', async () => {
    const recordId = await published();
    const { texts } = await propose(people.expert, recordId, [
      { field: 'title', locale: 'en', text: 'Mine' },
    ]);
    const draft = await desk.open(people.officer.headers, recordId);
    const other = [{ field: 'title', locale: 'en', text: 'Theirs', origin: 'ORIGINAL', isSource: true }];
    await desk.save(people.officer.headers, draft.id, 1, { ...draft.content, texts: other });
    const id = String(texts[0]?.id);
    expect(await answer(people.officer, id, 'accepted: true')).toMatchObject({ code: 'PROPOSAL_OUTDATED' });
    await answer(people.officer, id, 'accepted: true, anyway: true');
    expect((await desk.open(people.officer.headers, recordId)).content['texts']).toMatchObject([
      { text: 'Mine' },
    ]);
  });

  it('gives nobody a right to edit, and is no other network’s business', async () => {
    const recordId = await published();
    expect(
      await propose(people.expert, recordId, [{ field: 'title', locale: 'en', text: 'The old title' }]),
    ).toMatchObject({ code: 'NOTHING_PROPOSED' });
    const refused = async (who: SignedIn, mutation: string): Promise<string | undefined> =>
      (await running().send(`mutation { ${mutation} { __typename } }`, {}, who.headers)).errors[0]?.extensions
        .code;
    expect(await refused(people.expert, `openDraft(recordId: "${recordId}")`)).toBe('FORBIDDEN');
    const change = `proposeChange(recordId: "${recordId}", texts: [{ field: "title", locale: "en", text: "x" }])`;
    expect(await refused(people.foreign, change)).toBe('FORBIDDEN');
    const { texts } = await propose(people.expert, recordId, [{ field: 'title', locale: 'en', text: 'New' }]);
    expect(await refused(people.expert, `answerProposal(textId: "${texts[0]?.id}", accepted: true)`)).toBe(
      'FORBIDDEN',
    );
  });

  it('may be kept in collections, with a note to each record that its reader may see', async () => {
    const [recordId, network] = [await published(), await desk.idOf(NETWORK)];
    const saved = await desk.mutate(
      people.expert.headers,
      'saveCollection(input: $input)',
      '... on Collection { id }',
      {
        input: {
          type: 'CollectionInput!',
          value: {
            networkId: network,
            title: 'Worth copying',
            locale: 'en',
            isShared: true,
            items: [{ recordId, note: 'Cheap and kind' }],
          },
        },
      },
    );
    const shown = (who: SignedIn): Promise<{ collections: { id: string; items: unknown[] }[] }> =>
      running().query('{ collections { id title items { note record { id } } } }', {}, who.headers);
    expect((await shown(people.coordinator)).collections).toEqual([
      { id: saved.id, title: 'Worth copying', items: [{ note: 'Cheap and kind', record: { id: recordId } }] },
    ]);
    expect((await shown(people.foreign)).collections).toEqual([]);
    const removed = await desk.mutate(
      people.coordinator.headers,
      `removeCollection(id: "${saved.id}")`,
      '... on CollectionRemoved { id }',
      {},
    );
    expect(removed).toMatchObject({ code: 'COLLECTION_MISSING' });
  });
});
