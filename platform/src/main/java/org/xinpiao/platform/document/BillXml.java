package org.xinpiao.platform.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.xinpiao.contracts.bill.Basics;
import org.xinpiao.contracts.bill.ChargeItem;
import org.xinpiao.contracts.bill.DetailLine;
import org.xinpiao.contracts.bill.Payer;
import org.xinpiao.contracts.bill.Payment;
import org.xinpiao.contracts.bill.Visit;

/**
 * The bill's data for machines, attached to PDF and OFD; element names as fiscal e-bills use them.
 */
final class BillXml {

    static final String FILE_NAME = "einvoice.xml";

    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final XMLStreamWriter xml;

    private BillXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** UTF-8, no indentation. */
    static byte[] write(BillDocument bill) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer =
                    XMLOutputFactory.newDefaultFactory()
                            .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new BillXml(writer).bill(bill);
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("text not allowed in XML", e);
        }
        return bytes.toByteArray();
    }

    private void bill(BillDocument bill) throws XMLStreamException {
        Basics basics = bill.basics();
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        open("EInvoice");
        open("Header");
        element("EInvoiceTag", "CZ-EI-" + basics.getCode().substring(0, 2));
        element("EInvoiceID", basics.getCode() + basics.getNumber());
        element("Version", "1.0");
        close();
        open("EInvoiceData");
        main(bill);
        open("Details");
        for (ChargeItem item : bill.charges()) {
            charge(item);
        }
        close();
        open("AuxDetails");
        for (DetailLine line : bill.details()) {
            detail(line);
        }
        close();
        close();
        close();
        xml.writeEndDocument();
    }

    private void main(BillDocument bill) throws XMLStreamException {
        Basics basics = bill.basics();
        Payer payer = bill.payer();
        ZonedDateTime issued = Figures.time(basics.getIssuedMs());
        open("Main");
        element("EInvoiceName", FaceLayout.title(basics));
        element("EInvoiceCode", basics.getCode());
        element("EInvoiceNumber", basics.getNumber());
        element("RandomNumber", bill.checkCode());
        element("TotalAmount", Figures.yuan(bill.payment().getTotalFen()));
        element("IssueDate", issued.format(DATE));
        element("IssueTime", issued.format(TIME));
        open("InvoicingParty");
        element("InvoicingPartyCode", basics.getInstitutionCode());
        element("InvoicingPartyName", basics.getInstitutionName());
        close();
        open("PayerParty");
        element("PayerPartyType", "1");
        element("PayerPartyCode", payer.getIdMasked());
        element("PayerPartyName", payer.getName());
        close();
        element("BizCode", basics.getBusNo());
        element("CurrencyType", "CNY");
        element("HandlingPerson", basics.getPayee());
        element("Checker", basics.getChecker());
        element("Remark", basics.getReason());
        extension(bill);
        close();
    }

    private void extension(BillDocument bill) throws XMLStreamException {
        Basics basics = bill.basics();
        Payer payer = bill.payer();
        Payment payment = bill.payment();
        Visit visit = bill.visit();
        open("MainExt");
        if (basics.hasReverses()) {
            element("RelatedInvoiceCode", basics.getReverses().getCode());
            element("RelatedInvoiceNumber", basics.getReverses().getNumber());
        }
        element("MedicalInstitutionType", basics.getInstitutionType());
        element("Gender", payer.getSex());
        element("MedicalDate", basics.getVisitDate());
        element("MedicalInsuranceType", payer.getInsuranceType());
        element("MedicalInsuranceID", payer.getInsuranceNo());
        if (visit != null) {
            element("PatientNumber", visit.getPatientNo());
            element("CaseNumber", visit.getCaseNo());
            element("DepartmentName", visit.getDepartment());
            element("InHospitalDate", visit.getInDate());
            element("OutHospitalDate", visit.getOutDate());
        }
        element("FundPayAmount", Figures.yuan(payment.getFundFen()));
        element("OtherPayAmount", Figures.yuan(payment.getOtherFundFen()));
        element("AccountPayAmount", Figures.yuan(payment.getAccountFen()));
        element("OwnPayAmount", Figures.yuan(payment.getCashFen()));
        element("SelfPaymentAmount", Figures.yuan(payment.getSelfpayFen()));
        element("SelfPaymentCost", Figures.yuan(payment.getOwnpayFen()));
        element("NegotiatedDrugAmount", Figures.yuan(payment.getNegotiatedDrugFen()));
        element("PrepayAmount", Figures.yuan(payment.getPrepaidFen()));
        element("RechargeAmount", Figures.yuan(payment.getSupplementFen()));
        element("RefundAmount", Figures.yuan(payment.getRefundFen()));
        element("QrCode", bill.qrPayload());
        close();
    }

    private void charge(ChargeItem item) throws XMLStreamException {
        open("Item");
        element("ItemCode", item.getCode());
        element("ItemName", item.getName());
        element("ItemUnit", item.getUnit());
        element("ItemStd", Figures.yuan(item.getStandardFen()));
        element("ItemQuantity", Figures.count(item.getNumberHundredths()));
        element("ItemAmount", Figures.yuan(item.getAmountFen()));
        element("ItemSelfAmount", Figures.yuan(item.getSelfFen()));
        close();
    }

    private void detail(DetailLine line) throws XMLStreamException {
        open("AuxItem");
        element("AuxItemNo", line.getNo());
        element("AuxItemRelatedCode", line.getChargeCode());
        element("AuxItemRelatedName", line.getChargeName());
        element("AuxItemCode", line.getCode());
        element("AuxItemName", line.getName());
        element("AuxItemUnit", line.getUnit());
        element("AuxItemStd", Figures.price(line.getPriceTenThousandths()));
        element("AuxItemQuantity", Figures.count(line.getNumberHundredths()));
        element("AuxItemAmount", Figures.yuan(line.getAmountFen()));
        element("AuxItemSelfAmount", Figures.yuan(line.getSelfFen()));
        element("AuxItemLevel", line.getCatalogueClass());
        element("AuxItemInsuranceCode", line.getInsuranceCode());
        element("AuxItemRemark", line.getRemark());
        close();
    }

    private void open(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    private void close() throws XMLStreamException {
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            xml.writeStartElement(name);
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
    }
}
