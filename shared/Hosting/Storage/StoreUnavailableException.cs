namespace Attestry.Hosting.Storage;

/// <summary>The store did not become ready while the process started.</summary>
public sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
