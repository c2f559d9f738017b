import { resolve } from 'node:path';
import { readDocument } from '../../src/modules/documents';
import { understand } from '../../src/modules/ingest/understanding';
import { HEADINGS } from '../../src/modules/ingest/understanding/headings.fixture';
import { knownNames } from './known-names';

const context = knownNames(resolve(__dirname, '..', '..'));
const LOCALES = context.lexicons.keys();

/** Title of a plan, a sentence, and how its money stands, in each language. */
const WORDS: Readonly<
  Record<string, readonly [title: string, sentence: string, money: string, status: string]>
> = {
  en: [
    'Open Government Action Plan of Genk 2024–2026',
    'Residents hardly know how decisions are made in the city and where they can take part.',
    'The resources are partly secured.',
    'partly-secured',
  ],
  nl: [
    'Actieplan open bestuur van de stad Genk 2024–2026',
    'Bewoners weten nauwelijks hoe besluiten in de stad tot stand komen en waar ze kunnen meedoen.',
    'De middelen zijn deels gedekt.',
    'partly-secured',
  ],
  da: [
    'Handlingsplan for åben forvaltning i Aarhus 2024–2026',
    'Borgerne ved næsten ikke, hvordan beslutninger bliver til i byen, og hvor de kan være med.',
    'Beløbet er endnu ikke finansieret.',
    'unsecured',
  ],
  es: [
    'Plan de acción de gobierno abierto de Quart de Poblet 2024–2026',
    'Los vecinos apenas saben cómo se toman las decisiones en la ciudad y dónde pueden participar.',
    'Los recursos están asegurados.',
    'secured',
  ],
  ca: [
    'Pla d’acció de govern obert de Quart de Poblet 2024–2026',
    'Els veïns gairebé no saben com es prenen les decisions a la ciutat i on poden participar.',
    'Els recursos estan assegurats.',
    'secured',
  ],
  pl: [
    'Plan działań na rzecz otwartego rządzenia miasta Gdańska 2024–2026',
    'Mieszkańcy prawie nie wiedzą, jak zapadają decyzje w mieście i gdzie mogą wziąć udział.',
    'Środki są częściowo zapewnione.',
    'partly-secured',
  ],
  hu: [
    'Budaörs nyitott kormányzási cselekvési terve 2024–2026',
    'A lakosok alig tudják, hogyan születnek a döntések a városban, és hol vehetnek részt bennük.',
    'A források részben biztosítottak, részben biztosított.',
    'partly-secured',
  ],
  lv: [
    'Ķekavas novada atvērtās pārvaldības rīcības plāns 2024–2026',
    'Iedzīvotāji gandrīz nezina, kā novadā tiek pieņemti lēmumi un kur viņi var piedalīties.',
    'Finansējums vēl nav nodrošināts.',
    'unsecured',
  ],
  ro: [
    'Planul de acțiune pentru guvernare deschisă al Zonei Metropolitane Iași 2024–2026',
    'Locuitorii abia știu cum se iau deciziile în oraș și unde pot participa.',
    'Fondurile sunt asigurate.',
    'secured',
  ],
  sk: [
    'Akčný plán otvoreného vládnutia mesta Banská Bystrica 2024–2026',
    'Obyvatelia takmer nevedia, ako v meste vznikajú rozhodnutia a kde sa môžu zapojiť.',
    'Zdroje sú zabezpečené.',
    'secured',
  ],
  cs: [
    'Akční plán otevřeného vládnutí města Chrudim 2024–2026',
    'Obyvatelé téměř nevědí, jak ve městě vznikají rozhodnutí a kde se mohou zapojit.',
    'Zdroje jsou částečně zajištěny.',
    'partly-secured',
  ],
  nb: [
    'Handlingsplan for åpen styring i Genk 2024–2026',
    'Innbyggerne vet nesten ikke hvordan beslutninger blir til i byen, og hvor de kan delta.',
    'Midlene er sikret.',
    'secured',
  ],
};
const CITIES: Readonly<Record<string, string>> = {
  en: 'genk',
  nl: 'genk',
  da: 'aarhus',
  es: 'quart-de-poblet',
  ca: 'quart-de-poblet',
  pl: 'gdansk',
  hu: 'budaors',
  lv: 'kekava',
  ro: 'iasi-metropolitan-area',
  sk: 'banska-bystrica',
  cs: 'chrudim',
  nb: 'genk',
};

/** Two actions in the form of a consultation page, the second with other numbers and without values. */
function plan(locale: string): string {
  const [title = '', sentence = ''] = WORDS[locale] ?? [];
  const headings = HEADINGS[locale] ?? [];
  const money = WORDS[locale]?.[2] ?? '';
  const action = (name: string, number: number, withoutValues: boolean): string[] => {
    const own = headings.map((heading) => heading.replace(/^\d+(?=[. ])/, String(number)));
    const [
      named = '',
      schedule = '',
      start = '',
      end = '',
      inner = '',
      outer = '',
      actors = '',
      problem = '',
    ] = own;
    const [
      quo = '',
      step = '',
      contribution = '',
      vision = '',
      values = '',
      resources = '',
      more = '',
      milestones = '',
    ] = own.slice(8);
    return [
      ...[
        named,
        '',
        name,
        '',
        schedule,
        '',
        start,
        end,
        '',
        inner,
        '',
        'Alfa',
        'Beta 2',
        '',
        outer,
        '',
        'Gama, n.o.',
        '',
        actors,
        '',
        'Delta',
        'Epsilon',
        '',
      ],
      ...[
        problem,
        '',
        `${sentence} P${number}`,
        '',
        quo,
        '',
        `${sentence} Q${number}`,
        '',
        step,
        '',
        `${sentence} D${number}`,
        '',
        contribution,
        '',
        `${sentence} C${number}`,
        '',
      ],
      ...[vision, '', `${sentence} V${number}`, '', ...(withoutValues ? [] : [values, '', 'Alfa', ''])],
      ...[
        resources,
        '',
        money,
        '',
        more,
        '',
        `${sentence} M${number}`,
        '',
        milestones,
        '',
        '• Kappa',
        '• Lambda',
        '• Omega',
        '',
      ],
    ];
  };
  return [title, '', ...action('Spolupracovňa 1', 1, false), ...action('Spolupracovňa 2', 2, true)].join(
    '\n',
  );
}

describe.each([...LOCALES])('a plan of the same form in %s', (locale) => {
  it('is read as its fields', async () => {
    const found = understand(await readDocument(Buffer.from(plan(locale)), 'plan.txt'), context);
    const [, sentence = '', , status] = WORDS[locale] ?? [];
    expect([found.documentKind.value, found.locale]).toEqual(['plan', locale]);
    const [whole, ...actions] = found.records;
    expect(whole?.values.start?.value).toBe('2024');
    expect(whole?.values.end?.value).toBe('2026');
    expect(whole?.values['fields.planKind']?.value).toBe('plan-kind/open-government-plan');
    expect(JSON.stringify(whole?.values.owner?.value)).toContain(`"slug":"${CITIES[locale]}"`);
    expect(actions).toHaveLength(2);
    for (const [index, { values, parties }] of actions.entries()) {
      const of = (path: string): unknown => values[path]?.value;
      expect({
        title: of('texts.title'),
        start: of('start'),
        end: of('end'),
        lead: of('fields.leadDepartments'),
        external: of('fields.externalLeads'),
        actors: of('fields.otherActors'),
        texts: ['problem', 'statusQuo', 'description', 'contribution', 'vision'].map((field) =>
          of(`texts.${field}`),
        ),
        status: of('fields.fundingStatus'),
        milestones: [1, 2, 3].map((number) => of(`texts.milestones.m${number}.title`)),
        keys: parties.map(({ key }) => key),
      }).toEqual({
        title: `Spolupracovňa ${index + 1}`,
        start: '2024-04',
        end: '2026-08',
        lead: ['Alfa', 'Beta 2'],
        external: ['Gama, n.o.'],
        actors: ['Delta', 'Epsilon'],
        texts: ['P', 'Q', 'D', 'C', 'V'].map((letter) => `${sentence} ${letter}${index + 1}`),
        status: `funding-status/${status}`,
        milestones: ['Kappa', 'Lambda', 'Omega'],
        keys: ['alfa', 'beta 2', 'gama', 'delta', 'epsilon'],
      });
      expect(of('fields.cost')).toMatchObject({ min: 40000, approximate: true });
      expect(of('fields.totalCost')).toBeUndefined();
      expect(of('concepts.ogp-value')).toBeUndefined();
    }
  });
});
