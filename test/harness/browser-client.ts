import type { GraphqlAnswer } from './application';

/** Keeps cookies and says where its requests come from, as a browser does. */
export class BrowserClient {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  async send<T>(
    document: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer<T>> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url, ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    const text = await response.text();
    const body = JSON.parse(text) as { data: T; errors?: GraphqlAnswer<T>['errors'] };
    return { status: response.status, data: body.data, errors: body.errors ?? [], text };
  }

  /** One request; redirects are left to the caller. `path` may be a whole address. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const address = new URL(path, this.url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const [name = '', ...value] = pair.trim().split('=');
    const isOver = attributes.some((attribute) => {
      const [key, date] = attribute.trim().split('=');
      return key?.toLowerCase() === 'expires' && new Date(String(date)) < new Date();
    });
    if (isOver) this.cookies.delete(name);
    else this.cookies.set(name, value.join('='));
  }
}
