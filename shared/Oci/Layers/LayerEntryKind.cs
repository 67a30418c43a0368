namespace Attestry.Oci.Layers;

public enum LayerEntryKind
{
    /// <summary>A device, a pipe: nothing with content.</summary>
    Other = 0,

    RegularFile,

    Directory,

    SymbolicLink,

    /// <summary>Names an earlier entry of the same layer.</summary>
    HardLink,

    /// <summary><c>.wh.NAME</c>: removes NAME of lower layers.</summary>
    Whiteout,

    /// <summary><c>.wh..wh..opq</c>: hides what lower layers have in the directory.</summary>
    OpaqueDirectory,
}
