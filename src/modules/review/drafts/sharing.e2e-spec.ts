import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const NETWORK = 'agents-of-co-existence';
const ASK = `query ($id: ID!) { draft(id: $id) {
  id sharing viewerCan { write submit comment discard share } completeness { share missing } } }`;

interface Seen {
  id: string;
  sharing: string;
  viewerCan: Record<'write' | 'submit' | 'comment' | 'discard' | 'share', boolean>;
  completeness: { share: number; missing: string[] };
}

describe('a draft that is shared with the local group', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let [officer, contributor, neighbour]: SignedIn[] = [];
  let id: string;

  beforeAll(async () => {
    officer = await running().signIn(Role.OFFICER, 'genk');
    contributor = await running().signIn(Role.CONTRIBUTOR, 'genk');
    neighbour = await running().signIn(Role.CONTRIBUTOR, 'aarhus');
    await running().signIn(Role.COORDINATOR, NETWORK);
    id = (await desk.create(headersOf(officer), 'genk', NETWORK, desk.method('Talking benches'))).id;
  });

  function headersOf(who: SignedIn | undefined): Record<string, string> {
    if (!who) throw new Error('Nobody is signed in');
    return who.headers;
  }
  const seen = async (who: SignedIn | undefined): Promise<Seen | null> =>
    (await running().query<{ draft: Seen | null }>(ASK, { id }, headersOf(who))).draft;
  const listed = async (who: SignedIn | undefined): Promise<boolean> =>
    (
      await running().query<{ drafts: { id: string }[] }>('{ drafts { id } }', {}, headersOf(who))
    ).drafts.some((one) => one.id === id);
  const share = (who: SignedIn | undefined, sharing: string): Promise<{ code?: string }> =>
    desk.mutate(headersOf(who), `shareDraft(id: $id, sharing: ${sharing})`, '... on Draft { sharing }', {
      id: { type: 'ID!', value: id },
    });
  const codeOf = async (document: string, who: SignedIn | undefined): Promise<string | undefined> => {
    const { text } = await running().send(document, { id }, headersOf(who));
    return /"code":"(\w+)"/.exec(text)?.[1];
  };
  const SAVE = `mutation ($id: ID!) { saveDraft(input: { id: $id, lockVersion: 1, content: {} }) { ... on UserError { code } } }`;
  const SUBMIT = `mutation ($id: ID!) { submitDraft(id: $id, lockVersion: 1) { ... on UserError { code } } }`;
  const DISCARD = `mutation ($id: ID!) { discardDraft(id: $id) { ... on UserError { code } } }`;
  const COMMENT = `mutation ($id: ID!) { addComment(draftId: $id, comment: { text: "For whom?" }) { ... on UserError { code } } }`;

  it('is known to nobody of it before', async () => {
    expect([await seen(contributor), await listed(contributor)]).toEqual([null, false]);
    expect(await codeOf(COMMENT, contributor)).toBe('NOT_FOUND');
    expect(await codeOf(SAVE, contributor)).toBe('NOT_FOUND');
  });

  it('is commented on where it is shared for that, and written by its officer alone', async () => {
    expect(await share(officer, 'COMMENT')).toMatchObject({ sharing: 'COMMENT' });
    expect(await listed(contributor)).toBe(true);
    expect((await seen(contributor))?.viewerCan).toEqual({
      write: false,
      submit: false,
      comment: true,
      discard: false,
      share: false,
    });
    expect(await codeOf(COMMENT, contributor)).toBeUndefined();
    expect(await codeOf(SAVE, contributor)).toBe('FORBIDDEN');
  });

  it('is written where it is shared for that, and handed in, thrown away or shared on by no contributor', async () => {
    await share(officer, 'WRITE');
    expect((await seen(contributor))?.viewerCan).toMatchObject({
      write: true,
      submit: false,
      discard: false,
    });
    const content = desk.method('Talking benches, by the neighbours', { slug: 'talking-benches' });
    const saved = await desk.save(headersOf(contributor), id, 1, content);
    expect(saved).toMatchObject({ __typename: 'Draft', lockVersion: 2 });
    expect(await codeOf(SUBMIT, contributor)).toBe('FORBIDDEN');
    expect(await codeOf(DISCARD, contributor)).toBe('FORBIDDEN');
    await expect(share(contributor, 'NONE')).rejects.toThrow('FORBIDDEN');
    // The officer reads what was written, and by whom.
    const { draft } = await running().query<{ draft: { editor: { id: string }; texts: { text: string }[] } }>(
      'query ($id: ID!) { draft(id: $id) { editor { id } texts { text } } }',
      { id },
      headersOf(officer),
    );
    expect(draft.editor.id).toBe(contributor?.accountId);
    expect(draft.texts.map(({ text }) => text)).toContain('Talking benches, by the neighbours');
  });

  it('tells how complete it is, and what is missing', async () => {
    const before = (await seen(officer))?.completeness;
    expect(before?.missing).toEqual(expect.arrayContaining(['texts.summary', 'cities']));
    const city = await desk.idOf('genk');
    const texts = [
      { field: 'title', locale: 'en', text: 'Talking benches', origin: 'ORIGINAL', isSource: true },
      { field: 'summary', locale: 'en', text: 'Benches for neighbours.', origin: 'ORIGINAL', isSource: true },
    ];
    await desk.save(headersOf(contributor), id, 2, desk.method('', { texts, cities: [city] }) as never);
    const after = (await seen(officer))?.completeness;
    expect(after?.missing).toEqual(
      before?.missing.filter((one) => one !== 'texts.summary' && one !== 'cities'),
    );
    expect(after?.share).toBeGreaterThan(before?.share ?? 1);
  });

  it('is nothing to the local group of another city, and to its own once it is shared no more', async () => {
    expect([await seen(neighbour), await listed(neighbour)]).toEqual([null, false]);
    expect(await codeOf(COMMENT, neighbour)).toBe('NOT_FOUND');
    await share(officer, 'NONE');
    expect([await seen(contributor), await listed(contributor)]).toEqual([null, false]);
    expect(await codeOf(SAVE, contributor)).toBe('NOT_FOUND');
  });

  it('needs no sharing where a contributor began it', async () => {
    const own = await desk.create(headersOf(contributor), 'genk', null, desk.method('Of the neighbours'));
    expect(own.__typename).toBe('Draft');
    const saved = await desk.save(headersOf(contributor), own.id, 1, desk.method('Of all neighbours'));
    expect(saved).toMatchObject({ __typename: 'Draft', lockVersion: 2 });
    const foreign = await running().send(
      'mutation ($input: CreateDraftInput!) { createDraft(input: $input) { ... on UserError { code } } }',
      {
        input: { kind: 'METHOD', ownerId: await desk.idOf('aarhus'), sourceLocale: 'en', title: 'Elsewhere' },
      },
      headersOf(contributor),
    );
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
