namespace Attestry.Tpm.Protocol;

/// <summary>Which of the kernel's files a list was read from.</summary>
public enum ImaFormat
{
    /// <summary><c>binary_runtime_measurements</c>.</summary>
    Binary = 0,

    /// <summary><c>ascii_runtime_measurements</c>.</summary>
    Ascii,
}
