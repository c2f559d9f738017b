/**
 * What pages say around their content, in the languages of the house: lower case, without marks. `sure` is never a
 * line of a document; `near` is one of chrome only beside a sure one, since "Marketing" may well be a heading.
 */
export interface ChromePhrases {
  sure: readonly RegExp[];
  near: readonly RegExp[];
}

const line = (...words: string[]): RegExp => new RegExp(`^(?:${words.join('|')})[.!…:»>]*$`, 'u');

export const CHROME: ChromePhrases = {
  sure: [
    // skip links
    line(
      'skip to (?:main )?(?:content|navigation)',
      'jump to (?:main )?content',
      'prejst na (?:hlavny )?obsah',
      'preskocit na (?:hlavny )?obsah',
      'prejit (?:k|na) (?:hlavni(?:mu)? )?obsahu?',
      'preskocit na (?:hlavni )?obsah',
      'naar (?:de )?(?:hoofd)?inhoud(?: springen| gaan)?',
      'ga(?: direct)? naar (?:de )?(?:hoofd)?inhoud',
      'overslaan en naar de inhoud gaan',
      '(?:ga|spring) til (?:hoved)?indhold(?:et)?',
      '(?:ga|hopp) (?:til|rett til) (?:hoved)?innhold(?:et)?',
      '(?:pasar|saltar|ir) al contenido(?: principal)?',
      '(?:vés|ves|salta|anar) al contingut(?: principal)?',
      'przejdz do (?:glownej )?(?:tresci|zawartosci)',
      'ugras a (?:fo)?tartalom(?:hoz|ra)',
      '(?:pariet|doties) uz (?:galveno )?saturu',
      'sari la continut(?:ul)?(?: principal)?',
    ),
    // consent to cookies
    line(
      'cookies?',
      '(?:your )?cookie (?:settings|preferences|policy|consent|notice)',
      '(?:manage|accept|reject|allow|decline)(?: all)?(?: the)? cookies?',
      '(?:nastavenia|nastaveni|nastavit)(?: suborov)? cookies?',
      '(?:prijat|odmietnut|prijmout|odmitnout|povolit)(?: vsetky| vsechny)?(?: subory)? cookies?',
      'cookie-?(?:instellingen|voorkeuren|indstillinger|innstillinger|beallitasok|settings)',
      '(?:alle )?cookies? (?:accepteren|weigeren|toestaan)',
      '(?:accepter|afvis|tillad|godta|avvis)(?: alle)? cookies?',
      '(?:configuracion|ajustes|preferencias|politica) de(?: las)? cookies?',
      '(?:configuracio|preferencies|politica) de(?: les)? (?:galetes|cookies)',
      '(?:aceptar|rechazar|permitir|acceptar|rebutjar)(?: todas| totes)?(?: las| les)? (?:cookies|galetes)',
      '(?:ustawienia|polityka)(?: plikow)? cookies?',
      '(?:akceptuj|odrzuc|zaakceptuj)(?: wszystkie)?(?: pliki)? cookies?',
      '(?:sutik|suti|cookie)(?:k)? (?:beallitasa|beallitasok|elfogadasa|kezelese)',
      '(?:sikdatnu|sikfailu) (?:iestatijumi|politika)',
      '(?:setari|preferinte|politica) (?:privind |de )?(?:cookie(?:-uri|urile|uri)?|modulele cookie)',
    ),
    /^(?:we|this (?:web)?site) uses? (?:\w+ )?cookies?\b/u,
    /^(?:tato|tieto|tento|na[sš]e)?\s*(?:web\w*|strank\w*|str[aá]nk\w*|my)?\s*(?:pouziva(?:me|ju|ji)?) (?:subory )?cookies?\b/u,
    /^(?:deze (?:web)?site|wij|we) gebruik(?:t|en) cookies?\b/u,
    /^(?:vi|denne side|hjemmesiden|nettstedet|siden) bruger?k? cookies?\b/u,
    /^(?:utilizamos|usamos|este sitio (?:web )?utiliza|fem servir|utilitzem|aquest (?:lloc )?web utilitza) (?:las |les )?(?:cookies|galetes)\b/u,
    /^(?:ta strona|strona|ten serwis|nasza strona) (?:uzywa|korzysta z|wykorzystuje)(?: plikow| pliki)? cookies?\b/u,
    /^(?:ez a (?:web)?oldal|oldalunk|weboldalunk) (?:sutiket|cookie-kat) (?:hasznal|alkalmaz)/u,
    /^(?:si vietne|mes|musu vietne) (?:izmanto|izmantojam) sik(?:datnes|failus)/u,
    /^(?:acest site|site-ul|noi) (?:foloseste|utilizeaza|folosim)(?: module)? cookie/u,
    // signing in
    line(
      'please (?:log|sign) in',
      '(?:log|sign) in(?: or register)?',
      '(?:forgot|lost) (?:your )?password\\??',
      '(?:the |your )?password is too short',
      '(?:heslo|heslo) je (?:prilis|moc) (?:kratke|kratky)',
      'zabudnut[ei] heslo\\??',
      'zapomnel[ia]? jste heslo\\??|zapomenute heslo\\??',
      '(?:prosim,? )?prihlast?e? sa(?: prosim)?',
      '(?:prosim,? )?prihlaste se(?: prosim)?',
      'prihlasit s[ae]',
      'wachtwoord vergeten\\??',
      'het wachtwoord is te kort',
      '(?:log|loga) ind?|inloggen|aanmelden|logg inn',
      'glemt (?:adgangskode|passord|password)\\??',
      'iniciar? sesion|inicia(?:r)? sessio',
      'contrasenya oblidada\\??|(?:has|ha) olvidado (?:tu|su) contrasena\\??',
      'zaloguj(?: sie)?|nie pamietasz hasla\\??',
      'bejelentkezes|elfelejtett jelszo',
      'pieslegties|aizmirsi paroli\\??',
      'autentificare|(?:ai|ati) uitat parola\\??',
    ),
    // sharing and printing
    line(
      'share(?: (?:this|on|via|with).{0,30})?',
      'tweet',
      'zdielat(?: (?:na|cez).{0,30})?',
      'sdilet(?: (?:na|pres).{0,30})?',
      'delen(?: (?:op|via).{0,30})?|deel (?:op|via|deze pagina).{0,30}',
      'del(?: (?:pa|via|siden).{0,30})',
      'comparteix(?:-ho)?|compartir(?: en .{0,30})?|comparteix a .{0,30}',
      'udostepnij(?: (?:na|przez).{0,30})?',
      'megosztas(?: .{0,30}on)?',
      'dalies|dalities(?: (?:ar|vietne).{0,30})?',
      'distribuie(?: pe .{0,30})?|partajeaza',
      '(?:back to top|hore|nahoru|naar boven|til toppen|torna amunt|volver arriba|do gory|vissza a tetejere|inapoi sus|uz augsu)',
      'print(?: this page)?|vytlacit(?: stranku)?|tisk stranky|drukuj|nyomtatas|izdrukat',
    ),
  ],
  near: [
    line(
      'essential|preferences|analytics(?: and statistics)?|statistics|marketing|functional|necessary|performance|targeting',
      'nevyhnutn[ea]|preferen(?:cie|cni)|analytick[ea]|statistiky|marketingov[ea]|funkcn[ei]|potvrdenie|potvrzeni|potvrdit',
      'noodzakelijk|voorkeuren|statistieken|functioneel|bevestigen|opslaan',
      'nodvendige?|praeferencer|preferanser|statistik+|bekraeft|bekreft',
      'necesarias|preferencias|estadisticas|necessaries|preferencies|estadistiques|confirmar',
      'niezbedne|preferencje|statystyczne|marketingowe|potwierdzenie|potwierdz',
      'szukseges|statisztika|marketing cookie-?k|megerosites',
      'nepieciesam(?:as|ie)|statistika|marketings|apstiprinat',
      'necesare|preferinte|statistici|confirmare|confirma',
      'accept(?: all)?|reject(?: all)?|ok|close|menu|search|home|cancel|confirm(?:ation)?|save',
      'zavriet|zavrit|hladat|hledat|vyhladavanie|vyhledavani|domov|domu|zrusit|ulozit|suhlasim|souhlasim',
      'sluiten|zoeken|annuleren|luk|lukk|sog|sok|hjem|avbryt|annuller|cerrar|buscar|inicio|cancelar|tanca|cerca|inici',
      'zamknij|szukaj|anuluj|bezaras|kereses|fooldal|megse|aizvert|meklet|sakums|atcelt|inchide|cauta|acasa|anuleaza',
      '(?:facebook|twitter|x|linkedin|instagram|youtube|whatsapp|e-?mail)',
    ),
  ],
};
