'use client';

import { useQuery } from '@tanstack/react-query';
import QRCode from 'qrcode';

interface QrCodeProps {
  /** What the code says; an address of this site. */
  readonly text: string;
  /** What the code is for, in words beside the picture. */
  readonly label: string;
  /** Side in CSS pixels; a printed code wants at least 120. */
  readonly size?: number;
}

/** A QR code as SVG, drawn in the browser: what it says is sent nowhere. */
export function QrCode({ text, label, size = 160 }: QrCodeProps) {
  const drawing = useQuery({
    queryKey: ['qr-code', text],
    queryFn: () => QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }),
    staleTime: Infinity,
  });
  if (!drawing.data) return <div style={{ width: size, height: size }} />;
  // The library's own drawing: its only text is path data, made of the modules of the code.
  return <div role="img" aria-label={label} style={{ width: size, height: size }} dangerouslySetInnerHTML={{ __html: drawing.data }} />;
}
