import QRCode from 'qrcode';

/** The modules of a QR code, row by row; true is dark. The quiet zone of four modules around it is the caller's to leave. */
export function qrModules(text: string): boolean[][] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, row) => Array.from({ length: modules.size }, (__, column) => Boolean(modules.get(row, column))));
}
