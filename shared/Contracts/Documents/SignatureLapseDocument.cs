namespace Attestry.Contracts.Documents;

/// <summary>When the signatures of an artifact are to be looked at again though nothing happens to them: one of them is then too old, or its certificate expired.</summary>
/// <param name="Id">Of the artifact.</param>
/// <param name="DueAt">Put off while a look is asked for, so that one that got lost is asked for again.</param>
public sealed record SignatureLapseDocument(string Id, DateTimeOffset DueAt) : IDocument;
