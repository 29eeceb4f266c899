import type { ThemeConfig } from 'antd';

/** Colours whose text keeps a contrast of at least 4.5:1 on white; the kit's own reds, greens and greys do not. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0958d9',
    colorPrimaryHover: '#0a4bb8',
    colorPrimaryActive: '#08429e',
    colorLink: '#0958d9',
    colorLinkHover: '#0a4bb8',
    colorLinkActive: '#08429e',
    colorError: '#cf1322',
    colorErrorHover: '#a8071a',
    colorErrorText: '#cf1322',
    colorSuccess: '#237804',
    colorWarning: '#9a5b00',
    colorTextSecondary: '#4b5563',
    colorTextTertiary: '#555f6d',
    colorTextDescription: '#4b5563',
    colorTextPlaceholder: '#667080',
    colorTextDisabled: '#667080',
    colorBorder: '#868f9c',
    borderRadius: 6,
    fontSize: 15,
    fontFamily: 'inherit',
    controlHeight: 36,
    motion: false,
  },
};
