"""The bundled MiniLM as a BERT to build on: the reader's, the tagger's and the lab's backbone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.encoder import default_folder

if TYPE_CHECKING:
    from transformers import BertModel


def backbone(tuned: int, *, dropout: float | None = None) -> BertModel:
    """MiniLM (6 layers, width 384) without its pooler, all but its upper `tuned` layers frozen.

    Args:
        dropout: None keeps MiniLM's own.

    Raises:
        EncoderUnavailable: the bundled model is not installed.
    """
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel

    folder = default_folder()
    config = BertConfig.from_pretrained(folder)
    if dropout is not None:
        config.attention_probs_dropout_prob = config.hidden_dropout_prob = dropout
    config._attn_implementation = "sdpa"  # on a CPU three times as fast as "eager" at 200 tokens
    model = BertModel(config, add_pooling_layer=False)
    weights = load_file(folder / "model.safetensors")
    kept = {name: t for name, t in weights.items() if not name.startswith("pooler.")}
    model.load_state_dict(kept, strict=False)
    layers = model.encoder.layer
    for module in (model.embeddings, *layers[: len(layers) - tuned]):
        module.requires_grad_(False)
    return model
