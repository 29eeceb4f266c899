import { resident } from '@/app/_copy/resident';

export default function ResidentEnded() {
  return (
    <>
      <h1>{resident.ended.title}</h1>
      <p>{resident.ended.text}</p>
    </>
  );
}
