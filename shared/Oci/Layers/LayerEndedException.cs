namespace Attestry.Oci.Layers;

/// <summary>
/// A file's content ends before the size that its entry states. A visitor lets it through and drops what it read of the
/// file; the pass makes a finding of it.
/// </summary>
public sealed class LayerEndedException() : IOException("The layer ends within a file.");
