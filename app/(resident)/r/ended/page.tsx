import { own } from '@/app/_copy/own';

export default function ResidentEnded() {
  return (
    <>
      <h1>{own.ended.title}</h1>
      <p>{own.ended.text}</p>
    </>
  );
}
