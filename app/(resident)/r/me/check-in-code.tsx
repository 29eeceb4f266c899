import QRCode from 'qrcode';
import { acts } from '@/app/_copy/own-acts';
import styles from '../resident.module.css';

/** The referral's number to be shown at the hospital, as a code and in big digits; drawn on the server, so that it needs no script. */
export async function CheckInCode({ number }: { readonly number: string }) {
  const { referralCode } = acts;
  const drawing = await QRCode.toString(number, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return (
    <div>
      <p className={styles.strong}>{referralCode.title}</p>
      <p>{referralCode.hint}</p>
      {/* The library's own drawing: its only text is path data, made of the modules of the code. */}
      <div role="img" aria-label={referralCode.label(number)} className={styles.qr} dangerouslySetInnerHTML={{ __html: drawing }} />
      <p className={styles.digits}>{number}</p>
    </div>
  );
}
