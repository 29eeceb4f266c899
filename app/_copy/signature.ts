/** What the field for a handwritten signature says. */
export const signature = {
  hint: '请居民（或监护人）用手指、触控笔或鼠标在框内签名。',
  canvas: (label: string) => `${label}手写区，用手指、触控笔或鼠标书写；不便书写的，请选“在纸上签名”`,
  loading: '正在打开手写板…',
  unavailable: '手写板打不开。请检查网络后重试，或选“在纸上签名”。',
  retry: '重试',
  undo: '撤销一笔',
  clear: '清除重签',
  way: '签名方式',
  onScreen: '在屏幕上签名',
  onPaper: '在纸上签名',
  paperText: '打印协议后由居民签名，纸质件由机构存档；系统记录为“纸质签名”。',
  empty: '还没有签名。',
  strokes: (count: number) => `已签 ${count} 笔。`,
} as const;
