using Attestry.Contracts;

namespace Attestry.Storage;

/// <param name="Version">Grows with every replacement; starts at 1.</param>
public sealed record Stored<T>(T Document, long Version)
    where T : class, IDocument;
