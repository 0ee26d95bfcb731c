package org.xinpiao.platform.bank;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.SchemaOutputResolver;
import jakarta.xml.bind.Unmarshaller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Writes and reads one kind of ISO 20022 message. The library has the model without its XSD; the
 * schema that validates both ways is made from the model: elements, order, number and simple types.
 * Lengths and code lists are not in it; who builds a message checks those that matter.
 */
final class Iso<T> {

    private static final String ROOT = "Document";

    private final Class<T> type;
    private final String namespace;
    private final JAXBContext context;
    private final Schema schema;

    Iso(Class<T> type, String name) {
        this.type = type;
        // JAXB compares names by identity.
        namespace = ("urn:iso:std:iso:20022:tech:xsd:" + name).intern();
        try {
            context = JAXBContext.newInstance(type);
            schema = schema(context);
        } catch (JAXBException | SAXException | IOException e) {
            throw new IllegalStateException("no schema of " + name, e);
        }
    }

    /**
     * The message's bytes, UTF-8.
     *
     * @throws MessageException when the schema does not allow it
     */
    byte[] write(T document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TransformerHandler serializer =
                    ((SAXTransformerFactory) TransformerFactory.newInstance())
                            .newTransformerHandler();
            serializer.setResult(new StreamResult(out));
            Qualified qualified = new Qualified(namespace);
            qualified.setContentHandler(serializer);
            Marshaller marshaller = context.createMarshaller();
            marshaller.setSchema(schema);
            marshaller.marshal(document, qualified);
        } catch (JAXBException e) {
            throw new MessageException("the message cannot be written: " + why(e), e);
        } catch (TransformerConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /**
     * Reads a message.
     *
     * @throws MessageException when it is another message or the schema does not allow it
     */
    T read(byte[] bytes) {
        try {
            Unmarshaller unmarshaller = context.createUnmarshaller();
            unmarshaller.setSchema(schema);
            unmarshaller.setEventHandler(_ -> false);
            return type.cast(
                    unmarshaller.unmarshal(
                            new SAXSource(
                                    new Unqualified(reader(), namespace),
                                    new InputSource(new ByteArrayInputStream(bytes)))));
        } catch (JAXBException | ClassCastException e) {
            throw new MessageException("the message cannot be read: " + why(e), e);
        }
    }

    private static String why(Exception e) {
        Throwable cause = e;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static XMLReader reader() {
        try {
            SAXParserFactory parsers = SAXParserFactory.newInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return parsers.newSAXParser().getXMLReader();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema schema(JAXBContext context) throws IOException, SAXException {
        Map<String, StringWriter> parts = new LinkedHashMap<>();
        context.generateSchema(
                new SchemaOutputResolver() {
                    @Override
                    public Result createOutput(String namespace, String file) {
                        StringWriter part = new StringWriter();
                        parts.put(file, part);
                        StreamResult result = new StreamResult(part);
                        result.setSystemId(file);
                        return result;
                    }
                });
        // They are given together, the types before the root that has one of them; nobody shall
        // look for the file that one names the other by.
        Source[] sources =
                parts.values().stream()
                        .map(part -> part.toString().replaceAll(" schemaLocation=\"[^\"]*\"", ""))
                        .sorted(Comparator.comparing(part -> part.contains("targetNamespace")))
                        .map(part -> new StreamSource(new StringReader(part)))
                        .toArray(Source[]::new);
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
    }

    /** The model puts the root alone into the message's namespace; in a message all are in it. */
    private static final class Qualified extends XMLFilterImpl {

        private final String namespace;

        Qualified(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public void startDocument() throws SAXException {
            super.startDocument();
            super.startPrefixMapping("", namespace);
        }

        @Override
        public void startPrefixMapping(String prefix, String uri) {
            // The one that counts was given.
        }

        @Override
        public void endPrefixMapping(String prefix) {
            // As above.
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes)
                throws SAXException {
            super.startElement(namespace, local, local, attributes);
        }

        @Override
        public void endElement(String uri, String local, String name) throws SAXException {
            super.endElement(namespace, local, local);
        }
    }

    /** The way back. */
    private static final class Unqualified extends XMLFilterImpl {

        private final String namespace;

        Unqualified(XMLReader parent, String namespace) {
            super(parent);
            this.namespace = namespace;
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes)
                throws SAXException {
            if (!uri.equals(namespace)) {
                throw new SAXException(name + " is not of " + namespace);
            }
            super.startElement(own(local), local, local, attributes);
        }

        @Override
        public void endElement(String uri, String local, String name) throws SAXException {
            super.endElement(own(local), local, local);
        }

        private String own(String local) {
            return local.equals(ROOT) ? namespace : "";
        }
    }
}
