package org.xinpiao.platform.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.bouncycastle.asn1.ASN1Encoding;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xinpiao.platform.document.Verification.Role;
import org.xinpiao.platform.document.Verification.Signer;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Checks the seals of an OFD that anyone may have sent: in memory, with bounds, without resolving
 * XML entities.
 */
final class OfdVerifier {

    private static final int FILES_MAX = 4096;
    private static final int BYTES_MAX = 64 << 20;
    private static final Set<String> SM3_NAMES = Set.of("SM3", "1.2.156.10197.1.401");

    /** File path with its leading slash → content. */
    private final Map<String, byte[]> files;

    private OfdVerifier(Map<String, byte[]> files) {
        this.files = files;
    }

    static Verification verify(byte[] ofd) {
        try {
            return Verification.good(new OfdVerifier(unpack(ofd)).signers());
        } catch (GeneralSecurityException e) {
            return Verification.bad(String.valueOf(e.getMessage()));
        } catch (IOException | SAXException | RuntimeException e) {
            return Verification.bad("not a readable OFD: " + e.getClass().getSimpleName());
        }
    }

    private static Map<String, byte[]> unpack(byte[] ofd) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        int room = BYTES_MAX;
        try (ZipFile zip =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(ofd))
                        .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isDirectory()) {
                    continue;
                }
                try (InputStream content = zip.getInputStream(entry)) {
                    byte[] bytes = content.readNBytes(room + 1);
                    room -= bytes.length;
                    if (room < 0 || files.size() == FILES_MAX) {
                        throw new IOException("too large");
                    }
                    if (files.put("/" + entry.getName(), bytes) != null) {
                        throw new IOException("two files of one name");
                    }
                }
            }
        }
        return files;
    }

    private List<Signer> signers() throws GeneralSecurityException, IOException, SAXException {
        String list = text(parse("/OFD.xml"), "Signatures", "/");
        NodeList entries = parse(list).getElementsByTagNameNS("*", "Signature");
        Role[] roles = Role.values();
        if (entries.getLength() != roles.length) {
            throw new GeneralSecurityException("not two seals but " + entries.getLength());
        }
        List<Signer> signers = new ArrayList<>();
        for (int i = 0; i < roles.length; i++) {
            String path = ((Element) entries.item(i)).getAttribute("BaseLoc");
            signers.add(signer(roles[i], resolve(path, folder(list))));
        }
        return signers;
    }

    private Signer signer(Role role, String path)
            throws GeneralSecurityException, IOException, SAXException {
        Element signature = parse(path);
        String folder = folder(path);
        Element seal = (Element) signature.getElementsByTagNameNS("*", "Seal").item(0);
        String sealPath = text(seal, "BaseLoc", folder);
        String valuePath = text(signature, "SignedValue", folder);
        OfdSeal.Sealed sealed = OfdSeal.verify(file(valuePath), file(sealPath), file(path), path);
        Set<String> covered = covered(signature);
        if (role == Role.FINANCE) {
            covered.addAll(List.of(path, sealPath, valuePath));
            if (!covered.equals(files.keySet())) {
                throw new GeneralSecurityException("files were added after the seals");
            }
        }
        return new Signer(
                role,
                sealed.certificate().getSubject().toString(),
                sealed.certificate().getEncoded(ASN1Encoding.DER),
                sealed.time());
    }

    /** The files whose hashes the signature lists, each compared with its content. */
    private Set<String> covered(Element signature) throws GeneralSecurityException {
        Element references = (Element) signature.getElementsByTagNameNS("*", "References").item(0);
        if (!SM3_NAMES.contains(references.getAttribute("CheckMethod"))) {
            throw new GeneralSecurityException("unknown hash");
        }
        Set<String> covered = new HashSet<>();
        NodeList list = references.getElementsByTagNameNS("*", "Reference");
        for (int i = 0; i < list.getLength(); i++) {
            Element reference = (Element) list.item(i);
            String path = reference.getAttribute("FileRef");
            byte[] expected = Base64.getDecoder().decode(text(reference, "CheckValue"));
            if (!Arrays.equals(expected, OfdSeal.sm3(file(path)))) {
                throw new GeneralSecurityException(path + " was changed");
            }
            covered.add(path);
        }
        return covered;
    }

    private byte[] file(String path) throws GeneralSecurityException {
        byte[] file = files.get(path);
        if (file == null) {
            throw new GeneralSecurityException(path + " is missing");
        }
        return file;
    }

    private Element parse(String path) throws GeneralSecurityException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Throws as the default handler does, but prints nothing.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(file(path))).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Element parent, String name) throws GeneralSecurityException {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        if (found.getLength() == 0) {
            throw new GeneralSecurityException("no " + name);
        }
        return found.item(0).getTextContent().trim();
    }

    private static String text(Element parent, String name, String folder)
            throws GeneralSecurityException {
        return resolve(text(parent, name), folder);
    }

    private static String resolve(String path, String folder) {
        return path.startsWith("/") ? path : folder + path;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
