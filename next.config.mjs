/**
 * The browser asks for what a page is about while it still fetches the scripts that will show it. The shells are static, so that what stands in the
 * address is not known to them: the answer's header says it. A shell that is fetched before anybody has taken its link asks for nothing,
 * because each reading of a referral is noted.
 */
const askedAhead = [
  {
    source: '/referrals/detail',
    has: [{ type: 'query', key: 'id', value: '(?<id>[0-9a-f-]{36})' }],
    missing: [{ type: 'header', key: 'rsc' }],
    headers: [{ key: 'Link', value: '</api/trpc/referral.detail?input=%7B%22referralId%22%3A%22:id%22%7D>; rel=preload; as=fetch; crossorigin=anonymous' }],
  },
];

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['better-sqlite3', 'pg', '@node-rs/argon2', 'drizzle-orm'],
  typedRoutes: false,
  headers: () => Promise.resolve(askedAhead),
};
