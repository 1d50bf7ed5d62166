import { createHash } from 'node:crypto';

export interface Picture {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/svg+xml';
  readonly content: Buffer;
}

export const mostPictureBytes = 2 * 1024 * 1024;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);

/** A picture as it is sent in base64, by what its bytes say that it is; or what is wrong with it. */
export function readPicture(base64: string): Picture | string {
  if (base64.length > Math.ceil(mostPictureBytes / 3) * 4) return 'is larger than 2 MiB: send a smaller one';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return 'is not in base64: send the bytes of the file in base64, without line breaks';
  const content = Buffer.from(base64, 'base64');
  if (content.length > mostPictureBytes) return 'is larger than 2 MiB: send a smaller one';
  const mediaType = typeOf(content);
  return mediaType ? { mediaType, content } : 'is neither JPEG nor PNG by its first bytes: send one of them';
}

function typeOf(content: Buffer): Picture['mediaType'] | null {
  if (content.subarray(0, 3).equals(jpegStart)) return 'image/jpeg';
  const isPng = content.subarray(0, 8).equals(pngSignature) && content.subarray(12, 16).toString('latin1') === 'IHDR';
  return isPng ? 'image/png' : null;
}

export function sha256Of({ content }: Picture): string {
  return createHash('sha256').update(content).digest('hex');
}
