// A real OpenID Connect provider on a loopback port, in a process of its own. Told over POST /control whom it signs in and
// which fault to put into the next ID token. Says its issuer on its first line.
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const key = { ...jwk(), kid: 'site', alg: 'RS256', use: 'sig' };
const otherKey = jwk();
const person = { subject: 'nobody', claims: {} };
let fault = null;
let earlier = null;
let answer = (_request, response) => response.writeHead(503).end();

const server = createServer((request, response) => {
  if (request.url === '/control') return control(request, response);
  return answer(request, response);
});
server.listen(0, '127.0.0.1', () => console.log(issuer()));
process.on('disconnect', () => process.exit(0));

function issuer() {
  return `http://127.0.0.1:${server.address().port}`;
}

async function control(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const told = JSON.parse(Buffer.concat(chunks).toString());
  if (told.redirectUri) answer = provider(told.redirectUri).callback();
  if (told.person) Object.assign(person, told.person);
  if ('fault' in told) fault = told.fault;
  response.end('{}');
}

function provider(redirectUri) {
  const made = new Provider(issuer(), {
    clients: [
      {
        client_id: 'crosstown',
        client_secret: 'secret of the test',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['cookies of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Some providers put the claims into the ID token, others tell them when asked.
    conformIdTokenClaims: true,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...person.claims }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  made.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) {
      ctx.respond = false;
      return made.interactionFinished(ctx.req, ctx.res, { login: { accountId: person.subject } });
    }
    await next();
    if (ctx.path === '/token' && ctx.body?.id_token)
      ctx.body = { ...ctx.body, id_token: changed(ctx.body.id_token) };
    return undefined;
  });
  return made;
}

function changed(token) {
  const [head, body] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const before = earlier;
  earlier = token;
  const now = Math.floor(Date.now() / 1000);
  switch (fault) {
    case 'nonce':
      return signed(head, { ...claims, nonce: 'another' }, key);
    case 'no nonce':
      return signed(head, { ...claims, nonce: undefined }, key);
    case 'issuer':
      return signed(head, { ...claims, iss: 'http://127.0.0.1:1' }, key);
    case 'audience':
      return signed(head, { ...claims, aud: 'another' }, key);
    case 'expired':
      return signed(head, { ...claims, iat: now - 7200, exp: now - 3600 }, key);
    case 'signature':
      return signed(head, claims, otherKey);
    case 'unsigned':
      return `${encoded({ alg: 'none' })}.${body}.`;
    case 'swapped':
      return before;
    default:
      return token;
  }
}

function signed(head, claims, privateKey) {
  const body = `${head}.${encoded(claims)}`;
  return `${body}.${createSign('RSA-SHA256').update(body).sign({ key: privateKey, format: 'jwk' }).toString('base64url')}`;
}

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** By way of its text: exporting the generated object itself, Node 20 waits for itself for ever if it collects garbage then. */
function jwk() {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return createPrivateKey(privateKey).export({ format: 'jwk' });
}
