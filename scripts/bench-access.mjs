// `npm run bench:access`: the access test, and then each rule taken away in turn to see that the test misses it.
process.env.ACCESS_MUTATIONS = '1';
process.argv.push('--selectProjects', 'e2e', '--testPathPatterns', 'test/access');
await import('./jest.mjs');
