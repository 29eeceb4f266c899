import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { theStore } from '@/db';
import { installationSecret } from '@/db/sealed';
import { endSession } from './end-session';
import { openStaffSession } from './open-staff-session';
import { sessionLengthMs, staffCookie } from './sessions';

declare module 'next-auth/jwt' {
  interface JWT {
    /** The opaque session token; the cookie holds it alone. */
    token?: string;
  }
}

/**
 * next-auth asks credentials to use its `jwt` strategy; its encode and decode are replaced, so that the cookie carries
 * nothing but a random token and the row in the database decides.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: installationSecret('NEXTAUTH_SECRET', 'nextauth.secret'),
    session: { strategy: 'jwt', maxAge: sessionLengthMs / 1000 },
    jwt: {
      encode: ({ token }) => token?.token ?? '',
      decode: ({ token }) => (token ? { token } : null),
    },
    cookies: {
      sessionToken: { name: staffCookie, options: { httpOnly: true, sameSite: 'lax', path: '/', secure: process.env.GATEKEEPER_HTTPS === '1' } },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { userName: { type: 'text' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          const forwarded = (request.headers as Record<string, string> | undefined)?.['x-gatekeeper-address'];
          const attempt = { userName: credentials?.userName ?? '', password: credentials?.password ?? '', address: forwarded ?? 'unknown' };
          // next-auth puts the error's text into a URL, so only a code may be thrown: a database's own words hold its statements.
          const signedIn = await theStore()
            .then((store) => openStaffSession(store, attempt, Date.now()))
            .catch((error: unknown) => {
              console.error('sign-in:', error);
              throw new Error('sign_in.failed');
            });
          if (!signedIn.ok) throw new Error(signedIn.code);
          return { id: signedIn.accountId, name: signedIn.name, token: signedIn.token };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'token' in user ? { token: String(user.token) } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.token) await endSession(await theStore(), token.token, Date.now());
      },
    },
  };
}
