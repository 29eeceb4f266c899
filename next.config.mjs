/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['better-sqlite3', 'pg', '@node-rs/argon2', 'drizzle-orm'],
  typedRoutes: false,
};
