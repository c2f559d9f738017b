import { pageSecurityHeaders } from './security-headers';

function directives(nonce: string): Map<string, string> {
  const policy = pageSecurityHeaders(nonce)['Content-Security-Policy'] ?? '';
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

describe('the policy of a page', () => {
  it('lets scripts and style elements come from this site alone', () => {
    const policy = directives('abc=');
    expect(policy.get('script-src')).toBe("'self'");
    expect(policy.get('style-src-elem')).toBe("'self' 'nonce-abc='");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('base-uri')).toBe("'none'");
    expect(policy.get('frame-ancestors')).toBe("'none'");
  });

  it('allows what is written inline only in style attributes', () => {
    const inline = [...directives('abc=')].filter(([, values]) => values.includes("'unsafe-inline'"));
    expect(inline.map(([name]) => name)).toEqual(['style-src-attr']);
    expect([...directives('abc=').values()].join(' ')).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});
