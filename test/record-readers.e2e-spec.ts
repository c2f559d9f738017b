import { ContactsService } from '../src/modules/contacts';
import { useApplication } from './harness/application';
import { method, recordDesk } from './harness/record-desk';

describe('published records', () => {
  const running = useApplication();
  const { records, newSlug, draft, published, show, sql } = recordDesk(running);

  it('are shown to nobody outside their audience: not as themselves, nor in lists, links or search', async () => {
    const [network] = await sql<{ id: string }>("SELECT id FROM record WHERE slug = 'part-net'");
    const [slug, publicSlug] = [newSlug(), newSlug()];
    const id = await published(slug, { audience: [`network:${network?.id}`] });
    // A public record that points at the hidden one.
    await published(publicSlug, { ask: [id], owner: id });
    await running().drainJobs();
    const { status, text: answer } = await running().send(
      `query ($id: ID, $slug: String, $pointing: String) {
         byId: record(id: $id) { slug } bySlug: record(slug: $slug) { slug }
         pointing: record(slug: $pointing) { owner { id slug } askWhom { id slug } askContacts { label } }
         methods(first: 100) { edges { node { slug owner { slug } askWhom { slug } } } }
         search(query: "quarter", pageSize: 100) { total hits { record { slug } } }
         suggest(text: "A walk", locale: "en") { text record { slug } }
       }`,
      { id, slug, pointing: publicSlug },
    );
    expect(status).toBe(200);
    expect(answer).not.toContain(slug);
    expect(answer).not.toContain(id);
    expect(JSON.parse(answer)).toMatchObject({
      data: { byId: null, bySlug: null, pointing: { owner: null, askWhom: [] } },
    });
    // The public one of the same words is found, so the search above could have found the hidden one.
    expect(answer).toContain(publicSlug);
  });

  it('hide a contact card when its person withdraws', async () => {
    const card = 'demo-contact-genk';
    const seen = async (): Promise<string> =>
      (
        await running().send(
          `{ record(slug: "${card}") { slug } contacts { edges { node { slug } } }
             search(query: "Demo", pageSize: 100) { hits { record { slug } } }
             methods(first: 100) { edges { node { askWhom { slug } } } } }`,
        )
      ).text;
    expect(await seen()).toContain(card);
    const [row] = await sql<{ id: string }>('SELECT id FROM record WHERE slug = $1', [card]);
    const contacts = running().app.get(ContactsService, { strict: false });
    await running().change((manager) => contacts.withdrawConsent(manager, String(row?.id), 'be-found'));
    expect(await seen()).not.toContain(card);
    await running().drainJobs();
    expect(await seen()).not.toContain(card);
    expect(await sql('SELECT FROM search_record WHERE record_id = $1', [row?.id])).toHaveLength(0);
  });

  it('show a contact card again when its person consents anew, and keep what was agreed before', async () => {
    const card = 'demo-contact-kekava';
    const [row] = await sql<{ id: string }>('SELECT id FROM record WHERE slug = $1', [card]);
    const contacts = running().app.get(ContactsService, { strict: false });
    const consent = { purpose: 'be-found', audience: 'public', givenOn: '2026-02-01' } as const;
    for (const wording of ['anew', 'and once more']) {
      await running().change((manager) =>
        contacts.giveConsent(manager, String(row?.id), { ...consent, wording }),
      );
    }
    expect(await show(card)).toMatchObject({ slug: card });
    const kept = await sql<{ wording: string; standing: boolean }>(
      `SELECT wording, withdrawn_at IS NULL AS standing FROM contact_consent
       WHERE contact_id = $1 AND purpose = 'be-found' ORDER BY given_on, wording = 'and once more'`,
      [row?.id],
    );
    expect(kept.map(({ standing }) => standing)).toEqual([false, false, true]);
    expect(kept[2]).toMatchObject({ wording: 'and once more' });
  });

  it('are shown in a network only once it has accepted them', async () => {
    const [network] = await sql<{ id: string }>("SELECT id FROM record WHERE slug = 'part-net'");
    const slug = newSlug();
    const id = await published(slug, { networks: [String(network?.id)] });
    const shownIn = async (): Promise<unknown> =>
      running().query('query ($slug: String) { record(slug: $slug) { networks { slug } } }', { slug });
    expect(await shownIn()).toEqual({ record: { networks: [] } });
    const again = await draft(id, method(slug, { networks: [String(network?.id)] }));
    await running().change((manager) =>
      records().publish(manager, again, null, { acceptedIn: [String(network?.id)] }),
    );
    expect(await shownIn()).toEqual({ record: { networks: [{ slug: 'part-net' }] } });
  });
});
