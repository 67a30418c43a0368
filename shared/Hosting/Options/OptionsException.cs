namespace Attestry.Hosting.Options;

/// <summary>A setting is missing or wrong; the process must not start.</summary>
public sealed class OptionsException(string message, Exception? inner = null) : Exception(message, inner);
