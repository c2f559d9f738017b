/** What a finished upload answers; `isKnown`: the owner has this very file already. */
export interface UploadedDocument {
  documentId: string;
  fileName: string;
  isKnown: boolean;
}

export interface UploadTarget {
  /** slug or id of a city, organisation or network */
  owner: string;
  networks: readonly string[];
}

/** Why it stopped: said by the server in the reader's language, or null where no answer came. */
export interface UploadFailure {
  message: string | null;
  /** false: the same bytes will be refused again */
  canGoOn: boolean;
}

export interface UploadEvents {
  /** bytes of the file that are there */
  onProgress: (sent: number) => void;
  onDone: (document: UploadedDocument) => void;
  onFailure: (failure: UploadFailure) => void;
}

interface Answer {
  status: number;
  body: string;
  header: (name: string) => string | null;
}

const PIECE_BYTES = 4 * 1024 * 1024;
/** pauses in milliseconds before the same piece is sent again where no answer came or the server is busy */
const PATIENCE = [500, 1_500, 4_000];

class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

/**
 * One file on its way to `POST /uploads` by the tus protocol 1.0, in pieces. `pause` stops it between two bytes; `go`
 * asks the server how far it came and sends the rest, also in another session of the browser: where it lies is
 * remembered under the file's name, size and date until it is whole or given up.
 */
export class Upload {
  /** where the server keeps it */
  private at: string | null = null;
  private request: XMLHttpRequest | undefined;
  private isStopped = true;
  private round = 0;
  private readonly memory: string;

  constructor(
    private readonly file: File,
    private readonly target: UploadTarget,
    private readonly locale: string,
    private readonly events: UploadEvents,
  ) {
    const { name, size, lastModified } = file;
    this.memory = `upload ${target.owner} ${target.networks.join(',')} ${size} ${lastModified} ${name}`;
  }

  go(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.round += 1;
    void this.run(this.round);
  }

  pause(): void {
    this.isStopped = true;
    this.request?.abort();
  }

  /** Gives it up; the server forgets what came. */
  cancel(): void {
    this.pause();
    const at = this.known();
    this.drop();
    if (at) void this.send('DELETE', at, {}, null, true).catch(() => undefined);
  }

  private async run(round: number): Promise<void> {
    const isOver = () => this.isStopped || this.round !== round;
    let tries = 0;
    for (;;) {
      try {
        const done = await this.finish(isOver, () => (tries = 0));
        if (isOver() && !done) return;
        this.isStopped = true;
        this.drop();
        if (done) this.events.onDone(done);
        return;
      } catch (error) {
        if (isOver()) return;
        const pause = isPassing(error) ? PATIENCE[tries] : undefined;
        if (pause === undefined) {
          this.isStopped = true;
          this.fail(error);
          return;
        }
        tries += 1;
        await new Promise((later) => setTimeout(later, pause));
        if (isOver()) return;
      }
    }
  }

  /** Sends what the server does not have yet. Null where it was stopped on the way. */
  private async finish(isOver: () => boolean, onPiece: () => void): Promise<UploadedDocument | null> {
    const known = this.known();
    let at = known;
    let offset = known ? await this.offsetAt(known) : null;
    if (isOver()) return null;
    if (at === null || offset === null) {
      at = await this.begin();
      offset = 0;
    }
    for (;;) {
      if (isOver()) return null;
      this.events.onProgress(offset);
      const piece = this.file.slice(offset, offset + PIECE_BYTES);
      const answer = await this.send(
        'PATCH',
        at,
        { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
        piece,
      );
      if (answer.status === 200) {
        this.events.onProgress(this.file.size);
        return JSON.parse(answer.body) as UploadedDocument;
      }
      offset = Number(answer.header('Upload-Offset') ?? offset + piece.size);
      onPiece();
    }
  }

  private async begin(): Promise<string> {
    const { owner, networks } = this.target;
    const metadata = { filename: this.file.name, owner, networks: networks.join(',') };
    const answer = await this.send('POST', '/uploads', {
      'Upload-Length': String(this.file.size),
      'Upload-Metadata': encodeMetadata(metadata),
    });
    const at = answer.header('Location');
    if (!at) throw new Refused(answer);
    this.at = at;
    remember(this.memory, at);
    return at;
  }

  /** How much of it the server has; null where it knows nothing of it any more. */
  private async offsetAt(at: string): Promise<number | null> {
    try {
      const { header } = await this.send('HEAD', at, {});
      return Number(header('Upload-Offset') ?? 0);
    } catch (error) {
      if (!(error instanceof Refused) || isPassing(error)) throw error;
      this.drop();
      return null;
    }
  }

  private send(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: Blob | null = null,
    isLast = false,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      if (!isLast) this.request = request;
      request.open(method, url);
      const sent = { 'Tus-Resumable': '1.0.0', 'Accept-Language': this.locale, ...headers };
      for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
      const from = Number(headers['Upload-Offset'] ?? 0);
      if (body) request.upload.onprogress = ({ loaded }) => this.events.onProgress(from + loaded);
      request.onerror = () => reject(new Error('no answer'));
      request.onabort = () => reject(new Error('stopped'));
      request.onload = () => {
        const { status, responseText } = request;
        const header = (name: string) => request.getResponseHeader(name);
        const answer = { status, body: responseText, header };
        if (status >= 200 && status < 300) resolve(answer);
        else reject(new Refused(answer));
      };
      request.send(body);
    });
  }

  private known(): string | null {
    return this.at ?? recall(this.memory);
  }

  private drop(): void {
    this.at = null;
    forget(this.memory);
  }

  private fail(error: unknown): void {
    if (!(error instanceof Refused)) {
      this.events.onFailure({ message: null, canGoOn: true });
      return;
    }
    const canGoOn = isPassing(error);
    if (!canGoOn) this.drop();
    this.events.onFailure({ message: messageOf(error.answer.body), canGoOn });
  }
}

/** No answer, a server that is busy with the piece before, or one that is just starting: worth another try. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Refused)) return true;
  const { status } = error.answer;
  return status === 409 || status === 423 || status === 429 || status >= 500;
}

function messageOf(body: string): string | null {
  try {
    const { errors } = JSON.parse(body) as { errors?: { message?: string }[] };
    return errors?.[0]?.message ?? null;
  } catch {
    return null;
  }
}

/** As the protocol writes it: names, each with its value in Base64 of UTF-8. */
export function encodeMetadata(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const bytes = Array.from(new TextEncoder().encode(value), (byte) => String.fromCodePoint(byte));
      return value === '' ? name : `${name} ${btoa(bytes.join(''))}`;
    })
    .join(',');
}

// A browser may keep nothing for us; then an upload goes on only while its page is open.
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, at: string): void {
  try {
    localStorage.setItem(key, at);
  } catch {
    // see above
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // see above
  }
}
