import { useApplication } from '../../../../test/harness/application';
import { ImportDesk, IMPORTS, uniquePlan } from '../../../../test/harness/import-desk';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

describe('what an import keeps to itself', () => {
  const running = useApplication();
  let desk: ImportDesk;
  let stranger: SignedIn;

  beforeAll(async () => {
    desk = await ImportDesk.of(running);
    stranger = await signIn(running().app, running().url, Role.OFFICER, 'aarhus');
  });

  it('personal data stand in no answer, no passage and no draft, and become a contact that waits for consent', async () => {
    const [name, email, telephone] = ['Demo Examplova', 'demo.examplova@example.org', '+421 900 123 456'];
    const text = `${uniquePlan()}\n\nContact: ${name}\ntel. ${telephone}\ne-mail: ${email}\n`;
    const found = await desk.imported(text);
    expect(found.document.hasPersonalData).toBe(true);
    expect(found.personalData.map(({ datum }) => datum)).toEqual(
      expect.arrayContaining(['email', 'telephone']),
    );
    await desk.ask(IMPORTS.accept, { id: found.id });
    const confirmed = await desk.ask(IMPORTS.confirm, { id: found.id });
    expect(confirmed.state).toBe('CONFIRMED');
    const everything = JSON.stringify([
      confirmed,
      await running().dataSource.query('SELECT text FROM document_passage'),
      await running().dataSource.query('SELECT content FROM record_draft'),
      await running().dataSource.query('SELECT value, proposed FROM import_value'),
    ]);
    for (const secret of [name, email, telephone, '900 123']) expect(everything).not.toContain(secret);
    const contacts = await running().dataSource.query(
      `SELECT record.state, record.published_version, count(contact_address.id)::int AS addresses
       FROM import_person JOIN record ON record.id = import_person.record_id
       LEFT JOIN contact_address ON contact_address.contact_id = record.id
       WHERE import_id = $1 GROUP BY record.id`,
      [found.id],
    );
    expect(contacts).toHaveLength(1);
    expect(contacts[0]).toMatchObject({ state: 'DRAFT', published_version: null });

    const file = `${running().url}/documents/${found.document.id}/file`;
    const expert = await signIn(running().app, running().url, Role.EXPERT, 'agents-of-co-existence');
    const redacted = await fetch(file, { headers: expert.headers });
    expect(redacted.headers.get('content-type')).toContain('text/plain');
    const shown = await redacted.text();
    expect(shown).toContain('repair street');
    expect(shown).not.toContain(email);
    const clear = 'mutation ($id: ID!) { clearDocument(documentId: $id) { isCleared } }';
    await running().query(clear, { id: found.document.id }, desk.officer.headers);
    expect(await (await fetch(file, { headers: expert.headers })).text()).toContain(email);
  });

  it('are nobody else’s: another city learns nothing and changes nothing', async () => {
    const found = await desk.imported(uniquePlan());
    for (const [query, variables] of [
      [IMPORTS.get, { id: found.id }],
      [IMPORTS.accept, { id: found.id }],
      [IMPORTS.confirm, { id: found.id }],
      [IMPORTS.start, { id: found.document.id }],
    ] as const) {
      const { errors } = await running().send(query, variables, stranger.headers);
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });
});
