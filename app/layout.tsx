import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { shell } from './_copy/shell';
import './globals.css';

export const metadata: Metadata = { description: shell.productLine, robots: { index: false } };
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <body>{children}</body>
    </html>
  );
}
