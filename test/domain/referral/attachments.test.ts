import { describe, expect, test } from 'vitest';
import { attachmentNameLimit, fileNameOf, sideAdding, typeOfContent } from '@/server/domain/referral/attachments';

describe('what a file is', () => {
  test.each<[string, number[], string | null]>([
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31], 'pdf'],
    ['a photograph', [0xff, 0xd8, 0xff, 0xe0], 'jpg'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'png'],
    ['the beginning of a picture', [0x89, 0x50, 0x4e], null],
    ['a program', [0x4d, 0x5a, 0x90], null],
    ['a page', [...new TextEncoder().encode('<!doctype html>')], null],
    ['a picture with a script in it', [...new TextEncoder().encode('<svg onload=')], null],
    ['nothing', [], null],
  ])('%s', (_, head, type) => expect(typeOfContent(Uint8Array.from(head))).toBe(type));
});

describe('the name of a file', () => {
  test.each([
    ['心电图.pdf', '心电图.pdf'],
    ['心电图.PDF.exe', '心电图.PDF.pdf'],
    ['C:\\用户\\心电图.jpeg', '心电图.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['<script>alert(1)<\u2215script>', '<script>alert(1)<\u2215script>.pdf'],
    ['a\u202Efdp.exe', 'afdp.pdf'],
    ['a\r\nb\u0000.pdf', 'ab.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['   ', 'attachment.pdf'],
    ['长'.repeat(300), `${'长'.repeat(attachmentNameLimit)}.pdf`],
  ])('%j becomes %j', (given, kept) => expect(fileNameOf(given, 'pdf')).toBe(kept));
});

test('somebody of both sides adds for the side whose time it is', () => {
  expect(sideAdding(['sender', 'receiver'], 'sent')).toBe('sender');
  expect(sideAdding(['sender', 'receiver'], 'in_treatment')).toBe('receiver');
  expect(sideAdding(['patient'], 'sent')).toBeNull();
});
