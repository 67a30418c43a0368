using Attestry.Primitives.Findings;

namespace Attestry.Tpm.Ima;

/// <summary>Entries of a list, one after the other, so that a list of millions takes no more memory than one entry.</summary>
public interface IImaReader
{
    /// <summary>Bytes of the list up to the end of the last entry.</summary>
    long Offset { get; }

    /// <summary>Why reading ended before the end of the list; null at its end.</summary>
    Finding? Finding { get; }

    /// <returns>Null at the end of the list, or at what cannot be read.</returns>
    ImaEntry? Read();
}
