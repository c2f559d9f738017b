import type { Locale } from '../../../common/locale';

/**
 * Closed-class words per language: articles, prepositions, conjunctions, pronouns, auxiliaries. Written for this
 * project from the grammars; no word that could be what somebody looks for (lists made for statistics hold `help`,
 * `group`, `member`). Folded, as `fold` gives them.
 */
const STOP_WORDS: Readonly<Record<string, string>> = {
  en: `a an the and or but nor if of in on at by for from to with without into onto upon about over under between
    through during as than that this these those it its he she they them his her their we us our you your i me my
    who whom whose which what when where why how is are was were be been being am do does did has have had having
    will would shall should can could may might must not no so such there here then also any each both some`,
  nl: `de het een en of maar noch als dan dat dit deze die van in op aan bij voor door uit met zonder naar om over
    onder tussen tot te ten ter tegen tijdens is zijn was waren ben bent wordt worden werd werden heeft hebben had
    hadden kan kunnen zal zullen zou zouden moet moeten mag mogen niet geen ook er hier daar waar wie wat welke
    hoe waarom wanneer ik jij je hij zij ze wij we jullie u hun hen haar hem mijn uw ons onze zich dus nog wel`,
  da: `en et den det de der og eller men som at i pa af til fra med uden for om over under mellem ved efter mod
    gennem er var vaere vaeret bliver blev har havde haft kan kunne skal skulle vil ville ma matte ikke ingen jeg
    du han hun vi i dem os jer min din sin sit sine hans hendes deres vores hvad hvem hvor hvornar hvordan hvorfor
    hvilken hvilke sa ogsa da nar her dette disse denne man sig`,
  nb: `en et ei den det de der og eller men som at i pa av til fra med uten for om over under mellom ved etter mot
    gjennom er var vaere vaert blir ble har hadde hatt kan kunne skal skulle vil ville ma matte ikke ingen jeg du
    han hun vi dere dem oss min din sin sitt sine hans hennes deres var hva hvem hvor nar hvordan hvorfor hvilken
    hvilke sa ogsa da her dette disse denne man seg a`,
  es: `el la los las lo un una unos unas y e o u ni pero sino que de del al a en con sin por para sobre entre desde
    hasta hacia segun tras ante bajo durante es son era eran fue fueron ser sido siendo esta estan estaba ha han
    habia haber hay se su sus mi tu nos les le me te este esta estos estas ese esa eso esos esas aquel como cuando
    donde quien quienes cual cuales cuyo si no mas muy tambien ya`,
  ca: `el la els les lo un una uns unes i o ni pero sino que de del dels al als a en amb sense per pel pels sobre
    entre des fins cap segons sota durant es son era eren fou ser estat sent esta estan ha han havia haver hi ho se
    seu seva seus seves meu meva nos us li em et aquest aquesta aquests aquestes aquell aquella com quan on qui
    quin quina quins quines si no mes molt tambe ja`,
  pl: `i a oraz lub albo ale lecz ani ze aby zeby jesli jezeli gdy kiedy w we na do z ze od ode za po pod nad przed
    przy przez dla o u bez miedzy jest sa byl byla bylo byli byly byc bedzie beda zostal zostala zostaly sie nie
    tak to ten ta te ci tego tej tych temu tym ktory ktora ktore ktorzy ktorego ktorej ktorych co kto jak gdzie
    dlaczego czy ja ty on ona ono my wy oni one jego jej ich im nas nam was swoj swoje juz tez takze`,
  hu: `a az egy es s vagy de hanem ha hogy mint is nem ne van vannak volt voltak lesz lenne legyen lett meg el ki
    be fel le ez ezek azok ezt azt ennek annak ebben abban erre arra ami amely amelyek aki akik mi mit ki kik hol
    hova mikor hogyan miert melyik en te o mi ti ok ot oket minket neki nekik sajat altal alatt felett kozott
    mellett utan elott szamara reszere csak mar`,
  lv: `un vai bet ka ja lai gan ne nav ir bija bus but esmu esi esam tiek tika tikt ar no uz pie pa par pec pirms
    bez zem virs starp caur lidz del kopa as es tu vins vina mes jus vini vinas to ta tas tie tam taja tos si sis
    sie so saja kas ko kam kur kad ka kapec kurs kura kuri sav savs sava savu ari jau vel`,
  ro: `un o niste si sau dar ci iar ca sa daca de din la in pe cu fara pentru prin spre despre sub peste intre dupa
    inainte este e sunt era erau fost fi fiind va vor au a ai am are avea nu se isi ii il le li lui ei ele el ea
    eu tu noi voi acest aceasta acesti aceste acel acea acei acele al ale care ce cine cum cand unde cat mai si
    prea foarte`,
  sk: `a aj i alebo ani ale vsak no ze aby ak ked kym keby v vo na do z zo od odo za po pod nad pred pri cez pre o
    u bez medzi s so k ku je su bol bola bolo boli byt bude budu nie sa si ten ta to ti tie toho tej tych tomu tym
    ktory ktora ktore ktori ktoreho ktorej ktorych co kto ako kde preco ci ja ty on ona ono my vy oni jeho jej ich
    im nas nam vas svoj svoje uz tiez tento tato toto tieto`,
  cs: `a i nebo ani ale vsak ze aby jestli kdyz kdyby v ve na do z ze od ode za po pod nad pred pri pres pro o u
    bez mezi s se k ke je jsou byl byla bylo byli byly byt bude budou neni si ten ta to ti ty toho te tech tomu tim
    ktery ktera ktere kteri ktereho ktery kterych co kdo jak kde proc zda ci ja on ona ono my vy oni jeho jeji
    jejich im nas nam vas svuj sve uz take tento tato toto tyto`,
};

const SETS = new Map<Locale, ReadonlySet<string>>(
  Object.entries(STOP_WORDS).map(([locale, words]) => [locale, new Set(words.split(/\s+/))]),
);
const NONE: ReadonlySet<string> = new Set();
/** In how many languages a word is a stop word. */
const LANGUAGES_OF = new Map<string, number>();
for (const words of SETS.values()) {
  for (const word of words) LANGUAGES_OF.set(word, (LANGUAGES_OF.get(word) ?? 0) + 1);
}

/** Whether a folded word is one of the language's closed-class words. */
export function isStopWord(folded: string, locale: Locale): boolean {
  return (SETS.get(locale) ?? NONE).has(folded);
}

/**
 * The same for a query, whose language is a guess: a word that is little in several languages counts too
 * (`v`, `na`, `nad`, `over`), one that is little in a single other language does not (Romanian `care`, Polish `ten`).
 */
export function isQueryStopWord(folded: string, locale: Locale): boolean {
  if (isStopWord(folded, locale)) return true;
  const languages = LANGUAGES_OF.get(folded) ?? 0;
  return languages >= 3 || (folded.length <= 2 && languages >= 2) || (folded.length === 1 && languages >= 1);
}

/** Whether a folded word is little in any language at all. */
export function isStopWordAnywhere(folded: string): boolean {
  return LANGUAGES_OF.has(folded);
}
