namespace Attestry.Primitives.Findings;

/// <summary>Ids of what is wrong with constraint templates, constraints and what they are asked about.</summary>
public static class GatekeeperFindings
{
    /// <summary>A file that is no YAML, or more of it than is read.</summary>
    public const string ManifestMalformed = "gatekeeper.manifest-malformed";

    /// <summary>Neither a template nor a constraint; it is left out.</summary>
    public const string ManifestUnknown = "gatekeeper.manifest-unknown";

    /// <summary>A template that lacks what every template has, or says it wrongly.</summary>
    public const string TemplateMalformed = "gatekeeper.template-malformed";

    /// <summary>Two templates make the same kind of constraint.</summary>
    public const string TemplateRepeated = "gatekeeper.template-repeated";

    /// <summary>Its rules are in a language other than Rego.</summary>
    public const string EngineUnsupported = "gatekeeper.engine-unsupported";

    /// <summary>It asks an external data provider.</summary>
    public const string ExternalDataUnsupported = "gatekeeper.external-data-unsupported";

    /// <summary>Its Rego does not compile.</summary>
    public const string TemplateInvalid = "gatekeeper.template-invalid";

    /// <summary>Its Rego reaches for data that is not its own.</summary>
    public const string ReferenceForbidden = "gatekeeper.reference-forbidden";

    /// <summary>A constraint that lacks what every constraint has, or says it wrongly.</summary>
    public const string ConstraintMalformed = "gatekeeper.constraint-malformed";

    /// <summary>No template makes constraints of this kind.</summary>
    public const string TemplateMissing = "gatekeeper.template-missing";

    /// <summary>The parameters are not what the template's schema wants.</summary>
    public const string ParametersInvalid = "gatekeeper.parameters-invalid";

    /// <summary>What is to be judged is no admission request and no object.</summary>
    public const string ReviewMalformed = "gatekeeper.review-malformed";
}
