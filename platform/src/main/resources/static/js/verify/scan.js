// Reads QR codes from the camera and from pictures: by the browser where it can, else by ZXing.

const SIDE_MAX = 1400;
const FRAME_MS = 120;

// ZXing misses two codes in a hundred at any one size, and others at another.
const SCALES = [1, 0.8, 0.6, 1.3, 0.45];

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error('the QR reader could not be loaded'));
    document.head.append(script);
  });
}

async function builtIn() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  return formats.includes('qr_code') ? new BarcodeDetector({formats: ['qr_code']}) : null;
}

/** A function from a canvas to the text of the QR code on it, or null. */
export async function createReader(zxingUrl) {
  const detector = await builtIn();
  if (detector) {
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
  }
  if (!globalThis.ZXing) {
    await loadScript(zxingUrl);
  }
  const {
    BinaryBitmap, DecodeHintType, GlobalHistogramBinarizer, HTMLCanvasElementLuminanceSource,
    HybridBinarizer, QRCodeReader,
  } = globalThis.ZXing;
  const attempt = (canvas, Binarizer, hint) => {
    try {
      const bitmap = new BinaryBitmap(new Binarizer(new HTMLCanvasElementLuminanceSource(canvas)));
      return new QRCodeReader().decode(bitmap, new Map([[hint, true]])).getText();
    } catch (none) {
      return null;
    }
  };
  return async (canvas) =>
    attempt(canvas, HybridBinarizer, DecodeHintType.TRY_HARDER) ??
    attempt(canvas, GlobalHistogramBinarizer, DecodeHintType.PURE_BARCODE);
}

function draw(source, width, height, factor) {
  const scale = factor * Math.min(1, SIDE_MAX / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The text of the QR code in a picture file, or null; tries several sizes. */
export async function readPicture(reader, file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) {
    return null;
  }
  try {
    for (const scale of SCALES) {
      const text = await reader(draw(picture, picture.width, picture.height, scale));
      if (text) {
        return text;
      }
    }
    return null;
  } finally {
    picture.close();
  }
}

/**
 * Shows the camera in a video element until a QR code's text is taken or the signal says stop.
 *
 * Resolves to the text, or to null when stopped; rejects when there is no camera.
 */
export async function scanCamera(reader, video, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {facingMode: 'environment', width: {ideal: 1280}},
  });
  try {
    video.srcObject = stream;
    await video.play();
    for (let frame = 0; !signal.aborted; frame++) {
      if (video.videoWidth > 0) {
        const scale = SCALES[frame % SCALES.length];
        const text = await reader(draw(video, video.videoWidth, video.videoHeight, scale));
        if (text) {
          return text;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}
