import { Modal } from 'antd';
import { desk } from '@/app/_copy/referral-desk';
import styles from './worklist.module.css';

const copy = desk.keys;

/** Which key does what. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal open title={copy.title} okText={copy.close} cancelButtonProps={{ style: { display: 'none' } }} onOk={onClose} onCancel={onClose}>
      <dl className={styles.keys}>
        {copy.list.map(([key, text]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
