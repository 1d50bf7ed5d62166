import { toPdf } from '#kernel/printing/to-pdf.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { readOpticalDocument } from './optical-document.js';

export const opticalPrescriptionDownload = defineDownload({
  name: 'optical-prescription',
  permission: 'prescriptions:read',
  description:
    'A signed prescription of glasses or contact lenses as PDF, with the code that an optician scans. Parameter: id, of the prescription.',
  async open(context, parameters) {
    const document = await readOpticalDocument(context, requiredParameter(parameters, 'id'));
    return document && { name: `${document.title}.pdf`, type: 'application/pdf', body: await toPdf(document) };
  },
});
