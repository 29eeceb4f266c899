import NextAuth from 'next-auth';
import { authOptions } from '@/server/auth/next-auth';

type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

// Built at the first request: the secret beside the data does not exist when the application is compiled.
const handle: Handler = (request, context) => (NextAuth(authOptions()) as Handler)(request, context);

export { handle as GET, handle as POST };
