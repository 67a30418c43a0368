namespace Attestry.Advisories.Sources;

/// <summary>One kind of source: what it is called, and how it is taken in.</summary>
public sealed class SourceKind
{
    internal SourceKind(string name, string description, Action<AdvisoryUpdate, AdvisorySource, SourceContent, SourceTaking, CancellationToken> take) =>
        (Name, Description, Take) = (name, description, take);

    /// <summary>As configured.</summary>
    public string Name { get; }

    /// <summary>For people: what it reads.</summary>
    public string Description { get; }

    internal Action<AdvisoryUpdate, AdvisorySource, SourceContent, SourceTaking, CancellationToken> Take { get; }
}
