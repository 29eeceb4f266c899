import { AntdRegistry } from '@ant-design/nextjs-registry';
import type { ReactNode } from 'react';
import { Kit } from './kit';

/** The layout of every part whose screens use the kit. */
export function KitLayout({ children }: { readonly children: ReactNode }) {
  return (
    <AntdRegistry>
      <Kit>{children}</Kit>
    </AntdRegistry>
  );
}
